// Made by `npm run schema` from docs/openapi.json. Do not edit.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive */
        get: operations["get_healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics in the Prometheus text format
         * @description Whoever polls them could tell when an audit comes in (decision 23): without `FORECOURT_METRICS_TOKEN` they are given
         *     to this machine only, with it to whoever sends it as a bearer token.
         */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it serve: database and schema
         * @description The photo storage and the audit log's chain are reported but does not make it unready: audits are accepted without it.
         */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Appeals, the newest first
         * @description Those of the stations in your scope. Station roles see no names.
         */
        get: operations["get_appeals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/{appeal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One appeal with its history
         * @description The ETag is its version: send it as `If-Match` with a verb.
         */
        get: operations["get_appeals_appeal_id"];
        /**
         * File an appeal
         * @description Under an id of the client's making; repeating it answers the same appeal. It is taken until 18:00 of the third working day
         *     after publication, or after a correction that made the item worse.
         */
        put: operations["put_appeals_appeal_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/{appeal_id}/ask-footage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the station for footage
         * @description Once per appeal: the server draws three hours of the day of the visit, of which one contains it; they are the same for every
         *     appeal of the audit.
         */
        post: operations["post_appeals_appeal_id_ask_footage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/{appeal_id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide an appeal
         * @description By the panel of its level, never by who had a hand in the audit or decided the appeal before. What changes is a new score
         *     revision; earlier ones stay. What is rejected at level 1, or upheld in part, the station may take to level 2.
         */
        post: operations["post_appeals_appeal_id_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/{appeal_id}/footage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand in footage that was asked for
         * @description By the station, or the region for it, while the appeal is at a level whose time runs; five times a level, each time with
         *     files that it has not handed in yet. The panel is told.
         */
        post: operations["post_appeals_appeal_id_footage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appeals/{appeal_id}/second-level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on to level 2
         * @description Within two working days of the decision of level 1. After four rejections in the quarter before, the region does it.
         */
        post: operations["post_appeals_appeal_id_second_level"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List assignments
         * @description By the beginning of their windows. Planner, head office and administrator see those in their scope, a shopper those
         *     that he holds.
         */
        get: operations["get_assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an assignment
         * @description With everyone who ever held it, when their phones were last heard of, and what they said about it.
         */
        get: operations["get_assignments_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline an assignment */
        post: operations["post_assignments_id_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{id}/impossible": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that a visit was impossible
         * @description Photos are announced here; the receipt of the report, at `/v1/assignments/{id}/reports/{report_id}`, tells where to send
         *     their bytes.
         */
        post: operations["post_assignments_id_impossible"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{id}/issue-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue an assignment again
         * @description Makes a new one for a visit that was declined, impossible or withdrawn, or whose audits are all void or incomplete;
         *     once. A visit that was made counts for the rotation.
         */
        post: operations["post_assignments_id_issue_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an assignment to another shopper
         * @description Look at `holder.last_contact_at` first: the visit may be made and still be on the phone. What the old holder
         *     delivers is accepted and flagged (decision 5). From `issued` or `declined`.
         */
        post: operations["post_assignments_id_reassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{id}/recognised": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that the shopper was recognised
         * @description The assignment stays open: what was seen before may still be submitted, with `recognised` in it. Photos go the way of
         *     those of an impossible visit.
         */
        post: operations["post_assignments_id_recognised"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{id}/reports/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipt of a report
         * @description For the shopper who made it. Upload what is `missing` or `rejected` and ask again until nothing is; the rules for
         *     deleting are those of an audit's photos.
         */
        get: operations["get_assignments_id_reports_report_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw an assignment
         * @description What its holder delivers all the same is accepted and flagged (decision 5). From `issued`, `declined` or
         *     `impossible`.
         */
        post: operations["post_assignments_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plan many visits
         * @description Each row succeeds or fails by itself. A row that breaks a rule of visits (window outside of its slot, the same
         *     shopper at the same station within 90 days or more than twice in 365, more than 8 stations a day, a station outside
         *     of the shopper's places) needs an `override_reason`. A row that is there already with the same content is
         *     `unchanged`. `night` follows from the slot.
         */
        post: operations["post_assignments_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the desks wrote, the newest first
         * @description Rows about what lies in your scope: audits, appeals, assignments, rounds, re-visits, orders, evidence, problems of regions,
         *     webhooks, stations and org units; writes of many orders or visits at once when who made them works within your scope only. What
         *     belongs to no place is for whoever has the whole network. An auditor sees no rows about the plan and about sign-ins here; the export is whole.
         */
        get: operations["get_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole chain
         * @description One row a line, in order, as `forecourt audit-log verify` reads it. It holds ids and digests only, and is sent as it
         *     is read, whatever its length.
         */
        get: operations["get_audit_log_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log/heads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sealed ends of every day, oldest first
         * @description Keep them elsewhere, each on a line of its own: `forecourt audit-log verify --head` finds with them that a chain was cut off or
         *     written anew.
         */
        get: operations["get_audit_log_heads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Audits */
        get: operations["get_audits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One audit
         * @description The ETag is its version: send it as `If-Match` with a verb.
         */
        get: operations["get_audits_audit_id"];
        /**
         * Submit an audit, or repeat it
         * @description The only call an upload loop needs: repeat it unchanged until `state` is no longer `awaiting_photos`, sending what
         *     is `missing` or `rejected` in between. The same content under the same revision always answers that revision's
         *     receipt. The body may be compressed with gzip or zstd.
         */
        put: operations["put_audits_audit_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an audit
         * @description From the first review it goes to a second one when it was chosen for that, else it is approved; from the second
         *     review, by another person, it is approved. An audit that may not be scored becomes incomplete instead. The caller
         *     must have spoken on every failed red line. 409 with the code `examining` and `Retry-After` while a photo is still being
         *     examined.
         */
        post: operations["post_audits_audit_id_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim an audit for review
         * @description Holds for 30 minutes and is renewed by claiming again. Refused while another person holds it, and for the second
         *     review to whoever did the first.
         */
        post: operations["post_audits_audit_id_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/close-upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close the upload of an audit
         * @description After 72 hours without news: photos that are missing count as lost until the phone repeats its submission.
         */
        post: operations["post_audits_audit_id_close_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Correct answers, visit flags, or grant an N/A
         * @description During a review it counts at once, with the reviewer's name. What is published changes only when another reviewer or
         *     head office confirms the proposal that this makes.
         */
        post: operations["post_audits_audit_id_correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/flags/{flag_id}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clear a flag
         * @description A cleared flag no longer asks for a second review; it stays readable with the reason.
         */
        post: operations["post_audits_audit_id_flags_flag_id_clear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/photos/{photo_id}/lost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Declare a photo lost
         * @description A photo that the server already has stays as it is. Safe to repeat; needs no `Idempotency-Key`.
         */
        post: operations["post_audits_audit_id_photos_photo_id_lost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/proposals/{proposal_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a proposal
         * @description By another person than who made it. A correction makes a new score revision; a void withdraws the audit's findings.
         */
        post: operations["post_audits_audit_id_proposals_proposal_id_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/proposals/{proposal_id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss a proposal
         * @description By another person than who made it; the audit stays as it is.
         */
        post: operations["post_audits_audit_id_proposals_proposal_id_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/red-lines/{item}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a failed red line
         * @description Possible as soon as the submission is there, photos or not. It is proven when two reviewers confirm it and there is
         *     evidence. Once two have spoken, only they and whoever holds the audit may still do so.
         */
        post: operations["post_audits_audit_id_red_lines_item_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/red-lines/{item}/refute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refute a failed red line
         * @description It was not crossed, or it cannot be proven. When two have spoken and do not both confirm, it counts as passed and is
         *     shown as not proven. Once two have spoken, only they and whoever holds the audit may still do so.
         */
        post: operations["post_audits_audit_id_red_lines_item_refute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refused submissions of an audit
         * @description What its sender sent and the server could not take: with faults, or under a revision that was taken or that nobody
         *     asked for. For those who review.
         */
        get: operations["get_audits_audit_id_refused"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an audit back
         * @description For whoever holds the claim: another reviewer may take it at once. What was decided so far stays.
         */
        post: operations["post_audits_audit_id_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen an incomplete or approved audit
         * @description It is in review again, held by the caller. An answer that came too late is taken up and judged from now on.
         */
        post: operations["post_audits_audit_id_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return an audit to its shopper
         * @description His phone receives it whole with the remarks; his answer is the next revision, which is reviewed anew.
         */
        post: operations["post_audits_audit_id_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Revisions of an audit */
        get: operations["get_audits_audit_id_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The explained score
         * @description Earlier results stay readable: `revision` counts judged results, not submissions.
         */
        get: operations["get_audits_audit_id_score"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{audit_id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an audit void
         * @description What is published becomes void only when another reviewer or head office confirms the proposal that this makes.
         */
        post: operations["post_audits_audit_id_void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cadence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List stations that are visited too seldom
         * @description Each wants a visit a month, and a night visit a quarter. What is planned counts as made, what was in vain or was never
         *     made does not. By code.
         */
        get: operations["get_cadence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the calendar
         * @description Working days of every year that is known, for whoever is signed in: a deadline can be told in working days from it.
         */
        get: operations["get_calendars"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checklists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List checklists */
        get: operations["get_checklists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checklists/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a checklist version
         * @description The whole of it. It never changes: the ETag is the hash of its content, and it may be kept for ever.
         */
        get: operations["get_checklists_id_versions_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checklists/{id}/versions/{version}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a checklist version
         * @description No new round and no new visit starts on it; audits that were begun on it are judged by it as before.
         */
        post: operations["post_checklists_id_versions_version_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages of all channels
         * @description Newest first: e-mail to people, webhooks and robots. What ended more than 90 days ago, or has waited so long, is
         *     not kept. What a message says stands in the log of its webhook or robot; a letter's is its reader's.
         */
        get: operations["get_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message again
         * @description One that was delivered or given up, under the same id; a digest goes out whole. Where nothing was sent any more it is tried
         *     once more, with all that waits there.
         */
        post: operations["post_deliveries_id_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List phones
         * @description Phones of the people you see: last contact, and the holdings as each phone last reported them.
         */
        get: operations["get_devices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{device_id}/holdings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what the phone holds
         * @description Safe to repeat; the newest report counts. The device is made for the caller if it is new; of more than 20 phones of a
         *     person the one that was silent longest is forgotten.
         */
        post: operations["post_devices_device_id_holdings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What phones hold, summed up */
        get: operations["get_devices_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live events
         * @description Server-sent events for desks: something changed, read it again. They hold ids and no data, and tell only what the
         *     caller may read: station roles hear of what is published or issued.
         *
         *     `ready`: it listens; what you read from now on is kept up to date. `reset`: something may have been missed, read
         *     everything again; it comes first when the request has `Last-Event-ID`, and in the place of very many events.
         *     `inbox` `{"unread": 3}` · `order` `{"id", "version"}` · `audit` `{"id"}` · `appeal` `{"id", "version"}` · `report` `{}`:
         *     published results changed · `plan` `{}`: assignments, reports of shoppers, re-visits or what phones hold, for planners,
         *     head office and administrators.
         *
         *     A comment comes every 20 s. The stream ends with the session and when its reader is too slow: connect again. At most
         *     8 streams a person.
         */
        get: operations["get_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show evidence
         * @description The bytes, for whoever handed it in and for those in whose scope the station or the project lies. What is no picture is a download.
         *     Who sees no originals sees a clip without what it says of place and device.
         */
        get: operations["get_evidence_id"];
        /**
         * Hand in evidence
         * @description Announces a file and answers its receipt; upload it to the address, then repeat the request until it is `verified`.
         *     An id belongs to one person, one SHA-256 and one length for ever; time and place are those of the first announcement. A clip is announced with its parts, each of which has
         *     its own address and is sent by itself, as often as it takes.
         */
        put: operations["put_evidence_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your files
         * @description The newest first, those that expired included.
         */
        get: operations["get_exports"];
        put?: never;
        /**
         * Ask for a file
         * @description A job writes it; ask for it again until it is `ready`, then fetch `/v1/exports/{id}/file`. It holds what you see now, and
         *     only you can have it, as long as you still see all of that. It is kept for seven days.
         */
        post: operations["post_exports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a file is */
        get: operations["get_exports_id"];
        put?: never;
        post?: never;
        /**
         * Take a file back
         * @description A job under way stops; a file that is there is removed.
         */
        delete: operations["delete_exports_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch a file
         * @description Ranges of bytes are answered, so that a download goes on where it broke off; the ETag is the SHA-256 of the whole file.
         *     Whoever has lost a role or a place that it was made with finds nothing.
         */
        get: operations["get_exports_id_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what follows from low scores
         * @description A station that was audited once more and is below 70 again gets help on site from its city company within five working
         *     days; the third time the management meets. Told and listed when nobody can appeal the result any more; newest first.
         */
        get: operations["get_follow_ups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a follow-up was done
         * @description That somebody helped on site, or that the meeting was held. It leaves the list of what is open.
         */
        post: operations["post_follow_ups_id_done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your inbox
         * @description What you were told, newest first, each event once, with what is unread counted. Each line says of which station, and of
         *     which item, and names what it is about by its id.
         */
        get: operations["get_inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark as read
         * @description Lines by their ids, or everything up to an instant. What is not yours is not there.
         */
        post: operations["post_inbox_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs that failed for good
         * @description In the order of their random ids. A job gets here after eight attempts, the last after some four minutes.
         */
        get: operations["get_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a dead job again
         * @description It runs at once, with a fresh number of attempts.
         */
        post: operations["post_jobs_id_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the queue stands
         * @description What waits, runs and fails, by kind, and how old the oldest of it is.
         */
        get: operations["get_jobs_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Limits of this server */
        get: operations["get_limits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my visits under way
         * @description As phones backed them up last, so that a new phone can go on.
         */
        get: operations["get_me_drafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/drafts/{audit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a visit under way */
        get: operations["get_me_drafts_audit_id"];
        /**
         * Back up a visit under way
         * @description Only its owner ever reads it. It takes the place of the one that is there, unless another phone saved a later one
         *     (409 `draft-newer`). At most 20 a person (409 `drafts-full`), each at most `body_bytes` of `/v1/limits` with all around it.
         *     It ends with the submission that it becomes, or 30 days after it was saved last.
         */
        put: operations["put_me_drafts_audit_id"];
        post?: never;
        /**
         * Discard a visit under way
         * @description One that is not there is discarded already.
         */
        delete: operations["delete_me_drafts_audit_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How am I told
         * @description E-mail, beside the inbox, which gets everything. A T0 that asks to act is sent at once whatever was chosen.
         */
        get: operations["get_me_notifications"];
        /**
         * Choose how I am told
         * @description All of it at once. An address that was refused is tried again.
         */
        put: operations["put_me_notifications"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change my password
         * @description Ends every other session of the person. Wrong old passwords slow down as at the sign-in. Repeated after a lost answer
         *     it answers 204 again: the new password is in force then.
         */
        put: operations["put_me_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/org-units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List org units
         * @description Those in your scope, in the order of their codes.
         */
        get: operations["get_org_units"];
        put?: never;
        /** Make an org unit */
        post: operations["post_org_units"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/org-units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an org unit */
        get: operations["get_org_units_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename or move an org unit
         * @description The scopes of people follow the tree: whoever holds a role for the new parent has it for the moved unit as well.
         */
        patch: operations["patch_org_units_id"];
        trace?: never;
    };
    "/v1/org-units/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the contacts of a unit */
        get: operations["get_org_units_id_contacts"];
        /**
         * Set the contacts of a unit
         * @description All of them at once. Contacts hold an office (station, region, head office, administrator) and are neither shopper nor
         *     reviewer.
         */
        put: operations["put_org_units_id_contacts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/org-units/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import org units
         * @description CSV in UTF-8 or GB18030, or the first visible sheet of a workbook (XLSX), with a header. Columns: `code`*, `level`* (0 headquarters, 1 province, 2 city,
         *     3 district), `name_zh`*, `name_en` (default: the Chinese name), `parent` (code of the unit above; it may stand
         *     anywhere in the file; empty for the top). Units are found again by `code`; another `parent` moves the unit with
         *     everything below it; the level of an existing unit cannot change. All or nothing.
         */
        post: operations["post_org_units_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List people
         * @description Head office and administrators see everybody in their scope, planners the shoppers in theirs.
         */
        get: operations["get_people"];
        put?: never;
        /**
         * Make a person
         * @description Without a password: make a sign-in code next.
         */
        post: operations["post_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a person */
        get: operations["get_people_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person
         * @description You must cover every role the person has. Deactivating ends nothing that is undelivered (decision 5).
         */
        patch: operations["patch_people_id"];
        trace?: never;
    };
    "/v1/people/{id}/sign-in-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a sign-in code
         * @description Works once within 14 days, sets a new password and ends all sessions; an earlier code stops working at once. You
         *     must cover every role the person has. A repeat answers without the code.
         */
        post: operations["post_people_id_sign_in_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import people
         * @description CSV in UTF-8 or GB18030, or the first visible sheet of a workbook (XLSX), with a header. Columns: `username`*, `display_name`*, `phone`, `lang` (`zh` or `en`),
         *     `roles`*: one or more separated by spaces or `;`, each `role` (whole network), `role@<code of the org unit>` or
         *     `station@<code of the station>`; for example `shopper@NJ;planner@NJ-01`. People are found again by `username`;
         *     columns that the file does not have stay as they are. You can only give and take roles that you cover. The real run
         *     returns one-time sign-in codes of the new people, once. All or nothing.
         */
        post: operations["post_people_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/{period}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a period
         * @description Stores an edition with all its inputs. Refused before the period is over, and while audits or appeals of it are open,
         *     unless forced with a reason. Closing again after later changes makes edition n + 1, with a reason.
         */
        post: operations["post_periods_period_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/{period}/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the editions of a period */
        get: operations["get_periods_period_editions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/photos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a photo
         * @description Reviewers, appeal panels, head office and administrators name the photo and get a redirect to an address that works
         *     for five minutes (or the bytes, when clients cannot reach the storage). Station roles and auditors name the random id
         *     of a released copy and get its bytes, the same for `thumb` and `view`.
         */
        get: operations["get_photos_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the policy of orders
         * @description The rules that new orders and appeals run by, as data. For offices and auditors.
         */
        get: operations["get_policies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Publications
         * @description Those of the units in your scope, newest first; the batches at the hour of publication are of the whole network.
         */
        get: operations["get_publications"];
        put?: never;
        /**
         * Publish at once
         * @description Everything approved in the unit, now. It is recorded with the reason.
         */
        post: operations["post_publications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders
         * @description Those of the stations in your scope, newest first. Stations see what was issued; the region sees drafts too.
         */
        get: operations["get_rectifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an order */
        get: operations["get_rectifications_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge an order
         * @description The station has read it, or its office has told it by telephone.
         */
        post: operations["post_rectifications_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom to call
         * @description For regions and head office: everybody who may be called about the order, with telephones, while
         *     somebody has to be called, and the calls that were made.
         */
        get: operations["get_rectifications_id_calls"];
        put?: never;
        /**
         * Record a call
         * @description About an order whose class asks for one, while it is with the station. It stands in the timeline and changes nothing
         *     else: that the station has read it is `/acknowledge` with `by_phone`.
         */
        post: operations["post_rectifications_id_calls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel an order */
        post: operations["post_rectifications_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close after the check on site */
        post: operations["post_rectifications_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/contain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Contain the danger */
        post: operations["post_rectifications_id_contain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for more time
         * @description Once an order, before its due time, within what its class allows. Undecided at the due time it is refused.
         */
        post: operations["post_rectifications_id_extensions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/extensions/{extension_id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide about more time
         * @description By another person than who asked, who stands above him.
         */
        post: operations["post_rectifications_id_extensions_extension_id_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue a draft
         * @description The station is told, the clock starts. Without `due_at` the policy's deadline holds; another one needs a reason and
         *     lies within the class with its longest extension.
         */
        post: operations["post_rectifications_id_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a plan */
        post: operations["post_rectifications_id_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a submission
         * @description It goes back to the station with what was left of its time, at least half the class.
         */
        post: operations["post_rectifications_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit what was fixed
         * @description Also when it is overdue, paused, or an extension is asked for. A picture of how it is now belongs to it where something
         *     was repaired or a price put right; of what people do, a document may stand for it. By lot it is checked on site after its
         *     verification.
         */
        post: operations["post_rectifications_id_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Timeline of an order
         * @description The order, what it rests on, and everything that happened to it: verbs with actor, instant and reason, reminders and
         *     escalations with whom they told.
         */
        get: operations["get_rectifications_id_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a submission
         * @description By another person than who submitted it, who does not stand under him. Closed at once, or `verified` when a check on
         *     site was drawn.
         */
        post: operations["post_rectifications_id_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rectifications/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One verb for many orders
         * @description For example all drafts of a region in one step. Each row succeeds or fails by itself.
         */
        post: operations["post_rectifications_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refused submissions, newest first
         * @description Those of the stations in your scope; one that names no assignment of its sender is for administrators of everything.
         */
        get: operations["get_refused"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One refused submission with its content */
        get: operations["get_refused_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused/{id}/judge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judge a refused submission again
         * @description With success it is told to the phone in `resend`: the phone lifts the quarantine and repeats its PUT unchanged,
         *     which then stores it. If its revision is taken, or nobody asked for it, it stays beside its audit, where reviewers
         *     read it. Without success the new violations are answered.
         */
        post: operations["post_refused_id_judge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/regional-projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List problems of regions and stations
         * @description An item that at least a fifth of the stations of a region, and at least five, missed in one round is one problem of the
         *     region. Single orders stay and are grouped under it. An item that a station misses for the third time within 180 days is
         *     one of the station: `kind=station` is the watch list. Newest first.
         */
        get: operations["get_regional_projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/regional-projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a project
         * @description All its cycles, how many orders it has, and what was done by whom. What checks a cycle is computed from published audits
         *     of the next two rounds there: the first and the second that began after the day of its first plan and answered the item.
         */
        get: operations["get_regional_projects_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/regional-projects/{id}/act": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a cycle
         * @description With what was changed for good, once both rounds of its check are closed, or one of them when the cycle has been open for
         *     60 days (`settled`); or with a new cycle, at any time after its plan. Where the plan aims at a satisfaction, the figure that
         *     the office found belongs to it.
         */
        post: operations["post_regional_projects_id_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/regional-projects/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record an action
         * @description What was done of the plan. It stays as it is.
         */
        post: operations["post_regional_projects_id_actions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/regional-projects/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plan a cycle
         * @description Rounds that begin after the day of the first plan check it. It may be corrected until one of them has answered the item
         *     there; every version stays in the history.
         */
        post: operations["post_regional_projects_id_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/report-photos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a photo of a report
         * @description For planners, reviewers, head office and administrators, as `/v1/photos/{id}` shows one of an audit. Planners see copies
         *     without metadata; `original` is for the others.
         */
        get: operations["get_report_photos_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/bulletin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bulletin of a day
         * @description Figures of the day and of its month so far, what stands open, and who is named. Figures are judged by what became of the
         *     orders until now; what stood open on a past day, and who is named, is of its last instant. A station sees its own line. As CSV: the figures.
         */
        get: operations["get_reports_bulletin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a round has come
         * @description Stations never see it; regions see closed rounds.
         */
        get: operations["get_reports_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What fails most
         * @description Implied misses are left out. Compared with the pass rate of the whole network.
         */
        get: operations["get_reports_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/lenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Points under a lens
         * @description Earned of answered points by SERVQUAL dimension, quality characteristic, Kano class or touchpoint, over the published
         *     audits of the window. Bonus items have no points and stand under no lens.
         */
        get: operations["get_reports_lenses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/ranking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rank stations or org units
         * @description Live until head office closes the period; then the newest edition unless another is asked for. Station roles see
         *     their own rows, the class, and the names of ranks 1 to 10. Theirs is the whole class, unless they see every station of
         *     `org_unit`; its mean and quartiles are null while fewer than 40 ranked rows of it are hidden from them.
         */
        get: operations["get_reports_ranking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/rectification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Closing rates of rectification orders
         * @description Orders whose due time lies in the period, those that were closed in it, repeats, and problems per station. What was due in a
         *     past period is judged by what became of it until now: so an order that was submitted on its last day and verified later is
         *     in its rate. With them the scores of indicators 8 and 9 of the monthly index. A station sees its own.
         */
        get: operations["get_reports_rectification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List closed rounds
         * @description Those in which stations in your scope took part, newest first. Nothing of one that is planned or runs.
         */
        get: operations["get_reports_rounds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/touchpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Means and spread of the touchpoints */
        get: operations["get_reports_touchpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is it getting better */
        get: operations["get_reports_trend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show retention
         * @description What is kept how long, what is due, and what was erased. For who sees the whole network.
         */
        get: operations["get_retention"];
        /**
         * Set how long things are kept
         * @description The whole list: a kind that is absent is kept as the policy says. Within the limits of the policy; what is over then is
         *     erased within the hour and cannot be brought back.
         */
        put: operations["put_retention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/revisits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List re-visits
         * @description A station is visited once more, by another shopper in the same slot 7 to 15 days after the last order of an audit was
         *     closed: after a red line, a low score, two low scores in a row, two overdue orders in a quarter, or false evidence. It is
         *     decided when nobody can appeal the audit any more, and planned by itself where the rules of visits allow it. What is
         *     `waiting` is planned like any other visit, with its `revisit_id`. Newest first.
         */
        get: operations["get_revisits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/revisits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a re-visit */
        get: operations["get_revisits_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/revisits/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a re-visit that cannot be made
         * @description From `waiting`, or from `planned` once its visit is withdrawn, declined or impossible. What it covered ends with it.
         */
        post: operations["post_revisits_id_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rounds
         * @description Those of units in your scope, the newest first.
         */
        get: operations["get_rounds"];
        put?: never;
        /**
         * Make a round
         * @description It begins as a draft: phones see its assignments when it is opened.
         */
        post: operations["post_rounds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a round */
        get: operations["get_rounds_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a round */
        patch: operations["patch_rounds_id"];
        trace?: never;
    };
    "/v1/rounds/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a round
         * @description No visit starts any more; what phones still hold is taken and flagged (decision 5).
         */
        post: operations["post_rounds_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the coverage of a round
         * @description "7 of 30 stations not yet covered". A region sees it of closed rounds only, and only what is published.
         */
        get: operations["get_rounds_id_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a round
         * @description Phones see its assignments from now on. Not when its checklist was withdrawn meanwhile.
         */
        post: operations["post_rounds_id_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Wrong names, passwords and codes are told in the same words and in the same time. Failures slow down: attempts of a
         *     name, and of an address, are made one after the other, with growing pauses; one that would wait for too long is told
         *     to come back. Nothing is ever locked.
         */
        post: operations["post_sessions"];
        /** Sign out everywhere */
        delete: operations["delete_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out here */
        delete: operations["delete_sessions_current"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List stations
         * @description Those in your scope, in the order of their codes. Station and region see a view without anything planned.
         */
        get: operations["get_stations"];
        put?: never;
        /**
         * Make a station
         * @description Its first profile revision is in force from now on.
         */
        post: operations["post_stations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a station */
        get: operations["get_stations_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a station
         * @description Phones that hold an assignment there are told.
         */
        patch: operations["patch_stations_id"];
        trace?: never;
    };
    "/v1/stations/{id}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the profile of a station
         * @description Makes a new revision; the old ones stay as they are. Sending the newest one again changes nothing and answers 200.
         */
        put: operations["put_stations_id_profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stations/{id}/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the profile revisions of a station */
        get: operations["get_stations_id_profiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stations/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import stations
         * @description CSV in UTF-8 or GB18030, or the first visible sheet of a workbook (XLSX), with a header. Columns: `code`*, `org_unit`* (code of the unit), `name_zh`*, `name_en`
         *     (default: the Chinese name), `city_zh`, `city_en` (default: the Chinese one), `address`, `lat`, `lon` (degrees such
         *     as `31.2304`), `tz` (default `Asia/Shanghai`), and any station flag of a published checklist by its id, for example
         *     `st.has_store` (`true`/`false`, `yes`/`no`, `1`/`0`, `是`/`否`; empty: as it is, or the default). Stations are found
         *     again by `code`; columns that the file does not have stay as they are; changed flags make a new profile revision in
         *     force from now on. All or nothing.
         */
        post: operations["post_stations_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/storage/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Try the photo storage out
         * @description Uploads right and wrong bytes under `check/`, looks at what the storage does with them, and removes them again. A
         *     storage that answers takes uploads in the proven way from then on.
         */
        get: operations["get_storage_check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/storage/fsck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the last fsck
         * @description What the last `forecourt fsck` found that came to its end. For administrators of the whole network.
         */
        get: operations["get_storage_fsck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed for me
         * @description Stable under concurrent writes: a cursor never passes a change that may still commit.
         */
        get: operations["get_sync"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{photo_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload a photo through this server
         * @description Only for storages that phones cannot reach: the receipt's `upload.url` points here then. The address is the
         *     permission; no sign-in is read.
         */
        put: operations["put_uploads_photo_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks and robots
         * @description Those of the org units in your scope, in the order of their random ids; those for the whole network belong to whoever
         *     covers it.
         */
        get: operations["get_webhooks"];
        put?: never;
        /**
         * Set up a webhook or robot
         * @description The secret that signs webhooks is in this answer only; a repeat answers without it. The address is never shown again
         *     whole for a robot, since it holds the robot's key. Names are looked up at each try, not now.
         */
        post: operations["post_webhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a webhook or robot */
        get: operations["get_webhooks_id"];
        put?: never;
        post?: never;
        /**
         * Take a webhook or robot away
         * @description With what waited for it and the log of its deliveries.
         */
        delete: operations["delete_webhooks_id"];
        options?: never;
        head?: never;
        /**
         * Change a webhook or robot
         * @description What is absent stays. A destination that was stopped for its answers is tried again; what waited goes out. `active:
         *     false` takes no new events, and what waits waits.
         */
        patch: operations["patch_webhooks_id"];
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deliveries of a webhook or robot
         * @description Newest first. What ended more than 90 days ago, or has waited so long, is not kept.
         */
        get: operations["get_webhooks_id_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description One that was delivered or given up, under the same id; a digest goes out whole. The tries begin anew.
         */
        post: operations["post_webhooks_id_deliveries_delivery_id_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new secret
         * @description Of a webhook. The old one signs beside it for 24 hours. The secret is in this answer only.
         */
        post: operations["post_webhooks_id_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a webhook or robot
         * @description Sends an `order.issued` that is no order, by the same way as every event; how it went stands in the deliveries. A
         *     destination that was stopped for its answers is tried again.
         */
        post: operations["post_webhooks_id_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description How a first or second review ends well. */
        Accept: {
            /** @description Answers that count although their evidence is missing. */
            keep?: components["schemas"]["Keep"][];
            /**
             * @description Photos that the station may see. Absent: every verified scene; in a second review, what the first released; after an
             *     acceptance that was taken back, what it released and what came since.
             */
            released_photos?: components["schemas"]["Released"][] | null;
            /** @description What the station reads about a missed item; an empty note takes an earlier one back. */
            station_notes?: components["schemas"]["Note"][];
            /** @description Second review only: more visit-caused N/A than allowed is accepted. */
            visit_na_accepted?: boolean;
        };
        /** @description How an order was acknowledged. */
        Acknowledge: {
            /** @description The office did it for the station, which it reached by telephone. */
            by_phone?: boolean;
            /** @description What there is to say. */
            note?: string | null;
        };
        /** @description Something that was done. */
        ActionView: {
            /** @description When it was recorded. */
            at: string;
            /** @description Files: `GET /v1/evidence/{id}`. */
            evidence: components["schemas"]["EvidenceRef"][];
            /** @description What. */
            text: string;
        };
        /** @enum {string} */
        ActOutcome: "standard" | "script" | "drill" | "reopen";
        /** @description How a cycle ended. */
        ActView: {
            /** @description When. */
            at: string;
            /** @description In words. */
            note: string;
            /** @description `standard`, `script`, `drill`, or `reopen`. */
            outcome: string;
        };
        /** @description To whom a message goes. */
        Addressee: {
            /**
             * Format: uuid
             * @description The person of a letter; else the webhook or robot.
             */
            id: string;
            /** @description His name, or that of the webhook or robot; never an address. */
            name: string;
        };
        /** @description A file that is handed in. */
        Announced: {
            /**
             * Format: int64
             * @description Its length.
             */
            bytes: number;
            /**
             * @description `image/jpeg`, `image/png` or `image/webp` up to 10 MiB, `application/pdf` up to 20 MiB, `video/mp4` up to 200 MiB in
             *     parts; the bytes have to be that.
             */
            content_type: string;
            fix?: components["schemas"]["FixInput"] | null;
            /** @description The parts of a clip in their order, each up to 8 MiB; together they are the whole. */
            parts?: components["schemas"]["Part"][] | null;
            /** @description SHA-256 of its bytes, in hex. */
            sha256: string;
            /** @description When the app's camera took it, RFC 3339 by the clock of the device; absent of what was chosen from files. */
            taken_at?: string | null;
        };
        /** @description The value of an answer: pass or fail (and bonus claimed or not), or a grade, whole seconds or a count. */
        AnswerValue: boolean | number;
        /** @description How an item is answered. Which members are there depends on `kind`. */
        AnswerView: {
            about?: components["schemas"]["Text"] | null;
            /** @description Bands, upper-inclusive, ascending. */
            bands?: components["schemas"]["BandView"][];
            /**
             * Format: int32
             * @description Per cent of the points above the last band.
             */
            else_pct?: number | null;
            /** @description Grades, worst first. */
            grades?: components["schemas"]["GradeView"][];
            /** @description `pass_fail` (true or false), `graded` (0 to the highest grade), `measured` or `count` (whole numbers). */
            kind: string;
            /**
             * Format: int32
             * @description Highest whole number allowed.
             */
            max?: number | null;
            /**
             * Format: int32
             * @description The value that records an event that never happened.
             */
            never?: number | null;
            /** @description Unit, for example `s`. */
            unit?: string | null;
            unit_text?: components["schemas"]["Text"] | null;
        };
        /** @description An appeal; `view` says for whom. */
        AnyAppeal: (components["schemas"]["DeskAppeal"] & {
            /** @enum {string} */
            view: "desk";
        }) | (components["schemas"]["StationAppeal"] & {
            /** @enum {string} */
            view: "station";
        });
        /** @description An assignment in the view of the caller's role. */
        AnyAssignment: components["schemas"]["AssignmentView"] | components["schemas"]["OwnAssignment"];
        /** @description Coverage in the view of the caller's role. */
        AnyCoverage: components["schemas"]["Coverage"] | components["schemas"]["ClosedCoverage"];
        /** @description A station in the view of the caller's role. */
        AnyStation: components["schemas"]["StationView"] | components["schemas"]["OwnStation"];
        /** @description An item that may be appealed. */
        Appealable: {
            /** @description The item. */
            item: string;
            /** @description Until when; absent while the working days of the year are not known. */
            until?: string | null;
        };
        /** @description What both views say. */
        AppealFacts: {
            /**
             * Format: uuid
             * @description The audit.
             */
            audit_id: string;
            /** @description When this state ends by itself; absent when it is closed, and while the calendar of the year is not known. */
            due_at?: string | null;
            /** @description When it was filed. */
            filed_at: string;
            /**
             * Format: uuid
             * @description The appeal.
             */
            id: string;
            /** @description The item. */
            item: string;
            outcome?: components["schemas"]["AppealOutcome"] | null;
            /** @description The deadline waits for the calendar of its year (decision 28). */
            pending_calendar: boolean;
            rank?: components["schemas"]["RankDelta"] | null;
            score?: components["schemas"]["ScoreDelta"] | null;
            /** @description Where it stands. */
            state: components["schemas"]["AppealState"];
            /** @description The station. */
            station: components["schemas"]["StationRef"];
            /** @description The answer that it states: true, false or a whole number; null when it states none. */
            value?: unknown;
            /**
             * Format: int32
             * @description Its version; the same as the ETag.
             */
            version: number;
        };
        /** @enum {string} */
        AppealOutcome: "upheld" | "not_applicable" | "not_observed" | "rejected" | "withdrawn";
        /** @enum {string} */
        AppealState: "level_1" | "level_1_decided" | "level_2" | "closed";
        /** @enum {string} */
        AppealStep: "filed" | "footage_asked" | "footage_given" | "decided" | "went_on" | "stepped_up" | "decided_by_silence" | "accepted" | "withdrawn";
        /** @description Terms of appeals, working days to 18:00 (§3.7, decision 19). */
        AppealTerms: {
            /**
             * Format: int32
             * @description To file, after publication.
             */
            file_days: number;
            /**
             * Format: int32
             * @description To go on to the second level.
             */
            go_on_days: number;
            /**
             * Format: int32
             * @description For the first panel.
             */
            level_1_days: number;
            /**
             * Format: int32
             * @description For the second panel.
             */
            level_2_days: number;
            /**
             * Format: int64
             * @description After so many rejected appeals in the quarter the region has to agree.
             */
            rejected_limit: number;
        };
        /** @description A request for more time. */
        AskExtension: {
            /** @description What kind of reason it is. */
            cause: components["schemas"]["ExtensionCause"];
            /** @description The reason. */
            reason: string;
            /** @description The new date, behind the due time; of classes in days its day counts. */
            to: string;
        };
        /** @description What the panel wants to see. */
        AskFootage: {
            /** @description Which cameras, and what for. The station reads it. */
            reason: string;
        };
        /** @description When and how a visit was planned. */
        AssignedView: {
            /** @description At night. */
            night: boolean;
            /** @description At a self-service pump. */
            self_service: boolean;
            /** @description Slot of the round's checklist. */
            slot: string;
            /** @description End of the window. */
            window_end: string;
            /** @description Beginning of the window. */
            window_start: string;
        };
        /** @description A visit to make. */
        AssignmentForPhone: {
            /** @description Checklist to answer. */
            checklist_id: string;
            /**
             * Format: int32
             * @description Its version.
             */
            checklist_version: number;
            /**
             * Format: uuid
             * @description The assignment.
             */
            id: string;
            /** @description A night visit. */
            night: boolean;
            /** @description What to buy. */
            purchase: Record<string, never>;
            /** @description The scripted question. */
            question: components["schemas"]["Text"];
            /** @description Its round in words. */
            round: components["schemas"]["Text"];
            /** @description At a self-service pump. */
            self_service: boolean;
            /** @description Time slot, for example `night`. */
            slot: string;
            /**
             * Format: uuid
             * @description Its station.
             */
            station_id: string;
            /**
             * Format: int32
             * @description Grows with each change.
             */
            version: number;
            /** @description The visit ends not after. */
            window_end: string;
            /** @description The visit begins not before. */
            window_start: string;
        };
        /** @enum {string} */
        AssignmentState: "issued" | "declined" | "impossible" | "delivered" | "withdrawn";
        /** @description An assignment as the plan's desks see it. */
        AssignmentView: {
            /** @description Who holds it now. */
            holder: components["schemas"]["Holder"];
            /** @description Everyone who ever held it; only when a single one is read. */
            holders?: components["schemas"]["Holder"][] | null;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description Whether the slot is a night slot. */
            night: boolean;
            /** @description Why a rule of visits was passed over. */
            override_reason?: string | null;
            /** @description What to buy. */
            purchase: components["schemas"]["Purchase"];
            /** @description Scripted question in English. */
            question_en?: string | null;
            /** @description Scripted question in Chinese. */
            question_zh?: string | null;
            /**
             * Format: uuid
             * @description The assignment that this one replaces.
             */
            reissue_of?: string | null;
            /** @description What shoppers said about it; only when a single one is read. */
            reports?: components["schemas"]["ReportView"][] | null;
            /**
             * Format: uuid
             * @description Round.
             */
            round_id: string;
            /** @description Whether to use a self-service pump. */
            self_service: boolean;
            /** @description Slot of the checklist. */
            slot: string;
            /** @description `issued`, `declined`, `impossible`, `delivered` or `withdrawn`. */
            state: components["schemas"]["AssignmentState"];
            /** @description Station. */
            station: components["schemas"]["StationBrief"];
            /**
             * Format: int32
             * @description For `If-Match`.
             */
            version: number;
            /** @description End of the window. */
            window_end: string;
            /** @description Beginning of the window. */
            window_start: string;
        };
        /** @description One audit; `view` says how it is shown, which the caller's roles decide. */
        AuditCase: (components["schemas"]["DeskCase"] & {
            /** @enum {string} */
            view: "desk";
        }) | (components["schemas"]["AuditorCase"] & {
            /** @enum {string} */
            view: "auditor";
        }) | (components["schemas"]["StationCase"] & {
            /** @enum {string} */
            view: "station";
        });
        /** @description A checklist version. */
        AuditChecklist: {
            /** @description Its id. */
            id: string;
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
        };
        /** @description What a verb answers. */
        AuditDone: {
            /** @description Until when the caller holds the audit. */
            claimed_until?: string | null;
            /**
             * Format: uuid
             * @description The audit.
             */
            id: string;
            /**
             * Format: uuid
             * @description The proposal that was made, when the verb made one.
             */
            proposal_id?: string | null;
            /** @description The planned day of publication, once it is approved. */
            publish_day?: string | null;
            /**
             * Format: uuid
             * @description The assignment that was issued once more because the audit is incomplete.
             */
            reissued_assignment_id?: string | null;
            /** @description The score in brief; provisional before approval. */
            score: components["schemas"]["ScoreBrief"];
            /** @description Why it is reviewed a second time; absent when it is not. */
            second_review?: components["schemas"]["Cause"][];
            /** @description Its state now. */
            state: components["schemas"]["AuditState"];
            /**
             * Format: int32
             * @description Its version now; the same as the ETag.
             */
            version: number;
            visit_again?: components["schemas"]["VisitAgain"] | null;
        };
        /** @description A line of history. */
        AuditEventView: {
            /** @description When. */
            at: string;
            by?: components["schemas"]["PersonRef"] | null;
            /** @description What belongs to it. */
            data?: unknown;
            /** @description In his words. */
            reason?: string | null;
            /** @description What was done. */
            verb: string;
        };
        /** @description A doubt. */
        AuditFlagView: {
            /** @description Why. */
            clear_reason?: string | null;
            /** @description When. */
            cleared_at?: string | null;
            cleared_by?: components["schemas"]["PersonRef"] | null;
            /** @description Its code. */
            code: string;
            /** @description What was seen. */
            data?: unknown;
            /** @description Whether it is hard: it proposes the outcome void. */
            hard: boolean;
            /**
             * Format: uuid
             * @description The flag.
             */
            id: string;
            /** @description Whether it still counts. */
            in_force: boolean;
            /** @description Its name. */
            label: components["schemas"]["Text"];
            /** @description Place in the submission. */
            pointer?: string | null;
            /** @description When it was raised. */
            raised_at: string;
            /**
             * Format: int32
             * @description The submission it speaks of.
             */
            revision: number;
        };
        /** @description A page of audits; `view` says how they are shown, which the caller's roles decide. */
        AuditList: (components["schemas"]["List_DeskRow"] & {
            /** @enum {string} */
            view: "desk";
        }) | (components["schemas"]["List_AuditorRow"] & {
            /** @enum {string} */
            view: "auditor";
        }) | (components["schemas"]["List_StationRow"] & {
            /** @enum {string} */
            view: "station";
        });
        /** @description An audit as an auditor sees it. */
        AuditorCase: components["schemas"]["AuditorRow"] & {
            /** @description The score and why. */
            explained: components["schemas"]["ScoreView"];
            /** @description Flags, without what they were raised from. */
            flags: components["schemas"]["AuditorFlag"][];
            /** @description Who did what in the review. */
            history: components["schemas"]["AuditorEvent"][];
            /** @description The reviewer's words to the station. */
            notes: components["schemas"]["StationNote"][];
            /** @description Released photos, under the ids of the stations' copies. */
            photos: components["schemas"]["StationPhoto"][];
            /** @description Whether nothing was approved yet. */
            provisional: boolean;
        };
        /** @description A line of history. */
        AuditorEvent: {
            /** @description When. */
            at: string;
            by?: components["schemas"]["PersonRef"] | null;
            /** @description What was done. */
            verb: string;
        };
        /** @description A flag. */
        AuditorFlag: {
            /** @description Whether it was cleared. */
            cleared: boolean;
            /** @description Its code. */
            code: string;
            /** @description Whether it is hard. */
            hard: boolean;
            /** @description Its name. */
            label: components["schemas"]["Text"];
        };
        /** @description For auditors. */
        AuditorRevisions: {
            /** @description What was judged, oldest first. */
            scores: components["schemas"]["JudgedRevision"][];
        };
        /** @description An audit in an auditor's list. */
        AuditorRow: {
            /** @description The checklist version. */
            checklist: components["schemas"]["AuditChecklist"];
            /**
             * Format: int32
             * @description Hard flags in force.
             */
            hard_flags: number;
            /**
             * Format: uuid
             * @description The audit.
             */
            id: string;
            /** @description Day or night. */
            part_of_day: components["schemas"]["PartOfDay"];
            /** @description Day of publication; planned before it. */
            publish_day?: string | null;
            /** @description The score in brief; provisional before approval. */
            score: components["schemas"]["ScoreBrief"];
            /**
             * Format: int32
             * @description Soft flags in force.
             */
            soft_flags: number;
            /** @description Its state. */
            state: components["schemas"]["AuditState"];
            /** @description The station. */
            station: components["schemas"]["StationRef"];
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
            /** @description Day of the visit. */
            visit_day: string;
        };
        /** @description A photo with what is known of it. */
        AuditPhotoView: {
            /** @description What is made unrecognisable for stations. */
            boxes?: unknown;
            /**
             * Format: int64
             * @description Length, bytes.
             */
            bytes: number;
            /** @description Type. */
            content_type: string;
            /** @description Whether `thumb` and `view` exist. */
            derived: boolean;
            /** @description Time in the file itself. */
            exif_at?: string | null;
            /**
             * Format: int64
             * @description Latitude in the file itself, 1e-7 degrees.
             */
            exif_lat_e7?: number | null;
            /**
             * Format: int64
             * @description Longitude in the file itself, 1e-7 degrees.
             */
            exif_lon_e7?: number | null;
            /**
             * Format: int32
             * @description The revision that brought it.
             */
            first_revision: number;
            /**
             * Format: int32
             * @description Height, pixels.
             */
            height?: number | null;
            /** @description Items that refer to it. */
            items: string[];
            /** @description What it shows: `scene`, `receipt`, `screen` or `document`. */
            kind: string;
            /** @description Whether the office gave it up. */
            lost_by_office: boolean;
            /** @description Why it is lost. */
            lost_reason?: string | null;
            /**
             * Format: uuid
             * @description The photo.
             */
            photo_id: string;
            /** @description Whether stations may see it. */
            released: boolean;
            /** @description SHA-256, hex. */
            sha256: string;
            /** @description Its state. */
            state: components["schemas"]["PhotoState"];
            /**
             * Format: uuid
             * @description Id of the station's copy, once published.
             */
            station_copy_id?: string | null;
            /** @description When the phone says that it was taken. */
            taken_at: string;
            /**
             * Format: int32
             * @description Width, pixels.
             */
            width?: number | null;
        };
        /** @description Submissions for an audit that were refused. */
        AuditRefused: {
            /** @description Newest first, with their content, at most 20. */
            items: components["schemas"]["RefusedView"][];
        };
        /** @description A question to the shopper. */
        AuditReturnView: {
            /** @description When it was answered. */
            answered_at?: string | null;
            /** @description Who asked. */
            by: components["schemas"]["PersonRef"];
            /** @description First sync that delivered it. */
            delivered_at?: string | null;
            /** @description Until when it is to be answered. */
            due_at?: string | null;
            /** @description When it ended unanswered. */
            ended_at?: string | null;
            /** @description The questions. */
            remarks: unknown;
            /** @description When. */
            returned_at: string;
            /**
             * Format: int32
             * @description The submission that was returned.
             */
            revision: number;
        };
        /** @description The revisions of an audit; `view` says for whom. */
        AuditRevisions: (components["schemas"]["DeskRevisions"] & {
            /** @enum {string} */
            view: "desk";
        }) | (components["schemas"]["AuditorRevisions"] & {
            /** @enum {string} */
            view: "auditor";
        }) | (components["schemas"]["StationRevisions"] & {
            /** @enum {string} */
            view: "station";
        });
        /** @description An explained score; `view` says for whom. */
        AuditScore: (components["schemas"]["DeskScore"] & {
            /** @enum {string} */
            view: "desk";
        }) | (components["schemas"]["PublishedScore"] & {
            /** @enum {string} */
            view: "station";
        });
        /** @enum {string} */
        AuditState: "awaiting_photos" | "submitted" | "in_review" | "second_review" | "approved" | "published" | "final" | "returned" | "incomplete" | "void";
        /** @description The authority letter of the shopper. */
        AuthorityLetter: {
            /** @description Name of the holder. */
            holder: string;
            /** @description Its text. */
            text: components["schemas"]["Text"];
        };
        /** @description One band. */
        BandView: {
            /**
             * Format: int32
             * @description Up to and including this value …
             */
            le: number;
            /**
             * Format: int32
             * @description … per cent of the points.
             */
            pct: number;
        };
        /** @description A box in ten thousandths of the picture's width and height, from the upper left corner. */
        BlackBox: {
            /**
             * Format: int32
             * @description Height.
             */
            h: number;
            /**
             * Format: int32
             * @description Width.
             */
            w: number;
            /**
             * Format: int32
             * @description Left edge.
             */
            x: number;
            /**
             * Format: int32
             * @description Upper edge.
             */
            y: number;
        };
        /** @description Many visits at once. */
        Bulk: {
            /** @description Up to 2000 visits. */
            items: components["schemas"]["NewAssignment"][];
            /** @description Why rules of visits are passed over, for every row without a reason of its own. */
            override_reason?: string | null;
        };
        /** @description What became of many visits. */
        BulkAnswer: {
            /** @description New assignments. */
            created: number;
            /** @description Rows that were not written. */
            refused: number;
            /** @description One per item, in order. */
            results: components["schemas"]["RowResult"][];
            /** @description Rows that were there already. */
            unchanged: number;
        };
        /**
         * @description What can be done to many orders at once.
         * @enum {string}
         */
        BulkVerb: "issue" | "acknowledge" | "verify" | "close" | "cancel";
        /** @description One line of the bulletin. */
        BulletinLine: {
            /** @description Issued by the system on this day. */
            by_system: components["schemas"]["NamedOrder"][];
            /** @description Of the day. */
            day: components["schemas"]["ClosingFigures"];
            /** @description Of its month so far. */
            month: components["schemas"]["ClosingFigures"];
            /** @description Overdue and open, the worst first. */
            overdue: components["schemas"]["NamedOrder"][];
            /** @description What stands open. */
            standing: components["schemas"]["StandingView"];
            /**
             * Format: int32
             * @description Stations that take part.
             */
            stations: number;
            /** @description Its code. */
            subject_code?: string | null;
            /**
             * Format: uuid
             * @description Station or unit; absent: everything in scope.
             */
            subject_id?: string | null;
            subject_name?: components["schemas"]["Text"] | null;
            /** @description Waiting for a verifier who is late. */
            verifier_late: components["schemas"]["NamedOrder"][];
        };
        /** @description The bulletin of a day. */
        BulletinView: {
            /** @description The instant at which the orders stood open and were overdue: now, or the last one of the day. */
            as_of: string;
            /** @description The day. */
            day: string;
            /** @description A line per subject. */
            items: components["schemas"]["BulletinLine"][];
        };
        /** @description The years that are known. */
        CalendarView: {
            /**
             * Format: int64
             * @description The hour of the local day at which a working day ends for counting, and at which deadlines fall due.
             */
            close_hour: number;
            /**
             * Format: int32
             * @description The year without data that is about to begin, or has begun.
             */
            missing?: number | null;
            /** @description Years with data, ascending. */
            years: components["schemas"]["CalendarYearView"][];
        };
        /** @description The working days of one year. */
        CalendarYearView: {
            /** @description Its holidays, in their order. */
            holidays: components["schemas"]["HolidayView"][];
            /** @description When it was imported; absent when it came with the program. */
            imported_at?: string | null;
            /** @description Mondays to Fridays that are not worked, `YYYY-MM-DD`, ascending. */
            off_days: string[];
            /** @description The notice that it was taken from. */
            source: components["schemas"]["Text"];
            /** @description Where the notice stands. */
            url: string;
            /**
             * Format: int32
             * @description Working days of the whole year.
             */
            working_days: number;
            /** @description Saturdays and Sundays that are worked, `YYYY-MM-DD`, ascending. */
            working_weekends: string[];
            /**
             * Format: int32
             * @description The year.
             */
            year: number;
        };
        /** @description Somebody to call. */
        Callee: {
            /** @description `head`, `duty`, `safety` or `engineering`. */
            contact: string;
            /** @description `station`, `district`, `city`, `province` or `headquarters`. */
            level: string;
            /** @description His name. */
            name: string;
            /**
             * Format: uuid
             * @description The person.
             */
            person_id: string;
            /** @description His telephone, if it is known. */
            phone?: string | null;
        };
        /** @description Whom to call, and who was called. */
        CallList: {
            /** @description By when it has to be acknowledged. */
            acknowledge_by?: string | null;
            /** @description Calls that were made, oldest first. */
            calls: components["schemas"]["CallView"][];
            /** @description Whom to call, the station first, then level by level. */
            people: components["schemas"]["Callee"][];
            /** @description Nobody has acknowledged it yet, and its class asks for a call. */
            wanted: boolean;
        };
        /** @description A call that was made. */
        CallView: {
            /** @description When. */
            at: string;
            /** @description Who called. */
            by?: string | null;
            /**
             * Format: uuid
             * @description Who was called.
             */
            callee?: string | null;
            /** @description What was said. */
            note?: string | null;
            /** @description Whether he answered. */
            reached: boolean;
        };
        /** @description Why an order does not stand. */
        Cancel: {
            /** @description In your words. */
            note: string;
            /** @description `issued_in_error` or `station_closed`; the others follow from the audit. */
            reason: components["schemas"]["CancelReason"];
        };
        /** @enum {string} */
        CancelReason: "appeal" | "not_proven" | "audit_void" | "issued_in_error" | "station_closed";
        /**
         * @description Why a second review is needed.
         * @enum {string}
         */
        Cause: "red_line" | "low_score" | "high_score" | "flag" | "sampled" | "visit_na" | "critical_without_photo" | "crossed";
        /** @enum {string} */
        CauseKind: "five_why" | "fishbone" | "brainstorm";
        /** @description One change: exactly one of `item`, `flag` and `na_request` names what is changed. */
        Change: {
            /** @description A visit flag; `value` is true, false or a whole number. */
            flag?: string | null;
            /** @description An item; `value` is its answer: true, false, a whole number, or null for not observed. */
            item?: string | null;
            /** @description An item for which the shopper asked for N/A; `value` true grants it, false takes the grant back. */
            na_request?: string | null;
            /** @description Why. */
            reason: string;
            /** @description The new value. */
            value: unknown;
        };
        /** @description A published version in brief. */
        ChecklistBrief: {
            /** @description For example `station-69`. */
            id: string;
            /**
             * Format: int32
             * @description Number of items.
             */
            items: number;
            /** @description When it was published. */
            published_at: string;
            /** @description SHA-256 of the published file. */
            sha256: string;
            /** @description Name of the checklist. */
            title: components["schemas"]["Text"];
            /**
             * Format: int32
             * @description 1, 2, …
             */
            version: number;
            /** @description Since when no new audits start on it. */
            withdrawn_at?: string | null;
        };
        /** @description A checklist version. */
        ChecklistForPhone: {
            /** @description For example `station-69`. */
            id: string;
            /** @description Hash of its content, the ETag of `/v1/checklists/{id}/versions/{version}`. */
            sha256: string;
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
            /** @description No new visit may start on it; one that is open goes on. */
            withdrawn: boolean;
        };
        /** @description All published versions. */
        ChecklistList: {
            /** @description By id, then version. */
            items: components["schemas"]["ChecklistBrief"][];
        };
        /** @description A checklist version by name. */
        ChecklistName: {
            /** @description For example `station-69`. */
            id: string;
            /**
             * Format: int32
             * @description 1, 2, …
             */
            version: number;
        };
        /** @description The checklist version a visit was answered with. */
        ChecklistRef: {
            id: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A published checklist version, whole. It never changes. */
        ChecklistView: {
            /** @description Station flags `st.…`, then visit flags `v.…`. */
            flags: components["schemas"]["FlagView"][];
            /** @description For example `station-69`. */
            id: string;
            /** @description Items, in order: item `n` stands at index `n - 1`. */
            items: components["schemas"]["ItemView"][];
            /** @description Constants of periods and comparison. */
            period: Record<string, never>;
            /** @description Which reports are reviewed twice. */
            review: Record<string, never>;
            /** @description Thresholds, caps, grades, bonus and coverage limits. */
            scoring: Record<string, never>;
            /** @description SHA-256 of the published file; also the ETag. */
            sha256: string;
            /** @description Name of the checklist. */
            title: components["schemas"]["Text"];
            /** @description What the file declares and its content adds up to. */
            totals: components["schemas"]["TotalsView"];
            /** @description Stages of the visit, in order. */
            touchpoints: components["schemas"]["TouchpointView"][];
            /**
             * Format: int32
             * @description 1, 2, …
             */
            version: number;
            /** @description Length, place, slots, purchase and rotation. */
            visit: Record<string, never>;
        };
        /** @description A round that checks a cycle. It has no name, and nothing says whether it runs: regions see nothing that does (decision 23). */
        CheckRound: {
            /**
             * Format: int64
             * @description Those that answered the item; implied misses are left out.
             */
            answered: number;
            /**
             * Format: int64
             * @description Published audits there.
             */
            audits: number;
            /**
             * Format: int64
             * @description Of these, those that met it.
             */
            met: number;
            /** @description Its figures are not final: more may be published, and what is published may be corrected. */
            provisional: boolean;
            /** @description Month in which its first audit there was published: `2026-07`. */
            published_month?: string | null;
            /**
             * Format: int32
             * @description `met` of `answered`, bp, half up; null without an answer.
             */
            rate_bp?: number | null;
            /** @description The rate reaches the plan's target; null while the figures are not final, and without a rate or plan. */
            target_met?: boolean | null;
            /** @description `next` or `second`. */
            which: string;
        };
        /** @description What of a cycle is computed from audits (§5.6): the rounds that check it. */
        CheckView: {
            /** @description At most two: those that began after the day of the plan and answered the item there. */
            rounds: components["schemas"]["CheckRound"][];
            satisfaction?: components["schemas"]["SatisfactionView"] | null;
            /** @description Both are over, or one is and the cycle has been open for 60 days: `standard`, `script` and `drill` are allowed. */
            settled: boolean;
            /**
             * @description The target was met in both, and that of satisfaction where one was set; false when a round that is over, or the
             *     satisfaction, is below it; else null.
             */
            success?: boolean | null;
        };
        /** @description What one deadline class asks for. */
        ClassView: {
            acknowledge?: components["schemas"]["SpanView"] | null;
            /** @description The least time after a rejection. */
            at_least_after_rejection: components["schemas"]["SpanView"];
            /** @description The acknowledgement is asked for by telephone. */
            by_phone: boolean;
            /** @description `T0` to `T30`. */
            class: string;
            contain?: components["schemas"]["SpanView"] | null;
            /** @description Time until it is fixed. */
            due: components["schemas"]["SpanView"];
            extension?: components["schemas"]["SpanView"] | null;
            /** @description Its name. */
            name: components["schemas"]["Text"];
            /** @description Issued at night it starts in the morning. */
            night_start: boolean;
            /**
             * Format: int32
             * @description Share of submissions that are checked on site, bp.
             */
            on_site_bp: number;
            plan?: components["schemas"]["SpanView"] | null;
            /** @description The verifier's time. */
            verify: components["schemas"]["SpanView"];
        };
        /**
         * @description What kind of client signs in.
         * @enum {string}
         */
        Client: "app" | "web";
        /** @description Closing a period. */
        Close: {
            /** @description Close although audits of the period are open; needs a reason. */
            force?: boolean;
            /** @description Why; needed with `force` and for a further edition. */
            reason?: string | null;
        };
        /** @description Coverage of a closed round, as a region sees it: what is published, nothing else. */
        ClosedCoverage: {
            /**
             * Format: int32
             * @description Of them with a published audit.
             */
            published: number;
            /**
             * Format: uuid
             * @description Round.
             */
            round_id: string;
            /**
             * Format: int32
             * @description Your stations in the round.
             */
            stations: number;
        };
        /** @description A closed round. */
        ClosedRound: {
            /** @description Its code, for `?round=`. */
            code: string;
            /** @description First day, `YYYY-MM-DD`. */
            first_day: string;
            /** @description Last day. */
            last_day: string;
            /** @description Its name. */
            name: components["schemas"]["Text"];
        };
        /** @description Figures of orders over a span of days. */
        ClosingFigures: {
            /**
             * Format: int32
             * @description Of them by the system, since nobody did in time.
             */
            by_system: number;
            /**
             * Format: int32
             * @description Orders that were closed in the span, whenever they were due.
             */
            closed: number;
            /**
             * Format: int32
             * @description Of them closed, but submitted late.
             */
            closed_late: number;
            /**
             * Format: int32
             * @description Share that was closed late.
             */
            closed_late_bp?: number | null;
            /**
             * Format: int32
             * @description Of them submitted on time.
             */
            closed_on_time: number;
            /**
             * Format: int32
             * @description Closing rate 闭环处理率; null: 无到期项, nothing was due.
             */
            closing_rate_bp?: number | null;
            /**
             * Format: int32
             * @description Indicator 9, `closure_on_time` 整改按期闭环率: the score of the closing rate, bp.
             */
            closure_on_time_bp?: number | null;
            /**
             * Format: int32
             * @description Orders whose due time lies in the span.
             */
            due: number;
            /**
             * Format: int32
             * @description Orders that were issued.
             */
            issued: number;
            /**
             * Format: int32
             * @description Median minutes from issue to closing.
             */
            median_minutes?: number | null;
            /**
             * Format: int32
             * @description Of them missed again.
             */
            missed_again: number;
            /**
             * Format: int32
             * @description Of them closed on time.
             */
            on_time: number;
            /**
             * Format: int32
             * @description On-time rate of what was closed.
             */
            on_time_rate_bp?: number | null;
            /**
             * Format: int32
             * @description Of them late and open.
             */
            open_late: number;
            /**
             * Format: int64
             * @description Problems that visits found.
             */
            problems: number;
            /**
             * Format: int32
             * @description Problems per visited station 站均问题数, hundredths.
             */
            problems_per_station_hundredths?: number | null;
            /**
             * Format: int32
             * @description Problems per visit, hundredths: the value of indicator 8.
             */
            problems_per_visit_hundredths?: number | null;
            /**
             * Format: int32
             * @description Repeat rate.
             */
            repeat_rate_bp?: number | null;
            /**
             * Format: int32
             * @description Closed orders whose item was looked at again.
             */
            seen_again: number;
            /**
             * Format: int32
             * @description Of those on time: only thanks to an extension.
             */
            thanks_to_extension: number;
            /**
             * Format: int32
             * @description Share that was on time only thanks to an extension.
             */
            thanks_to_extension_bp?: number | null;
            /**
             * Format: int32
             * @description Of them not decided yet: with the verifier, in an appeal, or before their hour; in no rate until they are.
             */
            undecided: number;
            /**
             * Format: int32
             * @description Indicator 8, `video_issues` 视频检查站均问题数: its score over these visits, bp.
             */
            video_issues_bp?: number | null;
            /**
             * Format: int32
             * @description Visits.
             */
            visits: number;
        };
        /** @description The rates of one subject. */
        ClosingRow: {
            /** @description What was counted. */
            figures: components["schemas"]["ClosingFigures"];
            /**
             * Format: int32
             * @description Stations that take part.
             */
            stations: number;
            /** @description Its code. */
            subject_code?: string | null;
            /**
             * Format: uuid
             * @description Station or unit; absent: everything in scope.
             */
            subject_id?: string | null;
            subject_name?: components["schemas"]["Text"] | null;
            /**
             * @description How many of the closed orders took at most each of `took_hours` from issue to closing, and more than the bound
             *     before; last, any longer.
             */
            took: number[];
        };
        /** @description A condition over flags, as text and as a tree. */
        ConditionView: {
            /** @description As it stands in the file, for example `!st.has_store || v.store_closed`. */
            text: string;
            /**
             * @description The same as a tree: `{"flag":id}`, `{"flag":id,"is":"<|<=|>|>=|==|!=","than":n}`, `{"not":x}`, `{"all":[…]}`,
             *     `{"any":[…]}`.
             */
            tree: Record<string, never>;
        };
        /** @description The contacts of a unit; an empty one passes to the next unit above. */
        Contacts: {
            /** @description On duty. */
            duty: components["schemas"]["ContactView"][];
            /** @description Engineering. */
            engineering: components["schemas"]["ContactView"][];
            /** @description The head. */
            head: components["schemas"]["ContactView"][];
            /** @description Safety. */
            safety: components["schemas"]["ContactView"][];
        };
        /** @description A contact. */
        ContactView: {
            /** @description His name. */
            name: string;
            /**
             * Format: uuid
             * @description The person.
             */
            person_id: string;
            /** @description His telephone, if it is known. */
            phone?: string | null;
        };
        /** @description How a danger was contained. */
        Contain: {
            /** @description Evidence of it. */
            evidence?: components["schemas"]["Piece"][];
            /** @description What was done: out of use, blocked, cleaned. */
            note: string;
        };
        /** @enum {string} */
        ContentType: "image/jpeg" | "image/png" | "image/webp" | "application/pdf";
        /** @description Corrections. */
        Correct: {
            /** @description In this order. */
            changes: components["schemas"]["Change"][];
        };
        /** @description Coverage of a round, as the plan's desks see it. */
        Coverage: {
            /** @description Stations by the furthest of their night visits. */
            night: components["schemas"]["Stages"];
            /**
             * Format: int32
             * @description Of them not covered yet: without a published audit.
             */
            not_covered: number;
            /** @description Stations that are not covered, by code, up to 500. */
            open: components["schemas"]["OpenStation"][];
            /** @description Stations by the furthest of their visits. */
            reached: components["schemas"]["Stages"];
            /**
             * Format: uuid
             * @description Round.
             */
            round_id: string;
            /** @description Its state. */
            state: components["schemas"]["RoundState"];
            /**
             * Format: int32
             * @description Stations of the round in your scope.
             */
            stations: number;
        };
        /** @description One line. */
        CoverageRowView: {
            /**
             * Format: int32
             * @description Of them approved.
             */
            approved?: number | null;
            /**
             * Format: int32
             * @description Stations with a published audit of the round.
             */
            covered: number;
            /**
             * Format: int32
             * @description Declined, impossible or withdrawn.
             */
            dropped?: number | null;
            name?: components["schemas"]["Text"] | null;
            /**
             * Format: int32
             * @description Night visits with a submitted audit.
             */
            nights_submitted?: number | null;
            /**
             * Format: int32
             * @description Stations without one.
             */
            not_covered: number;
            /**
             * Format: uuid
             * @description The unit; absent: all stations together.
             */
            org_unit_id?: string | null;
            /**
             * Format: int32
             * @description Assignments planned.
             */
            planned?: number | null;
            /**
             * Format: int32
             * @description Of them published.
             */
            published?: number | null;
            /**
             * Format: int32
             * @description Stations that take part.
             */
            stations: number;
            /**
             * Format: int32
             * @description Of them with a submitted audit.
             */
            submitted?: number | null;
        };
        /** @description Coverage of a round. */
        CoverageView: {
            /** @description All stations together first, then the units. */
            items: components["schemas"]["CoverageRowView"][];
            /** @description Code of the round. */
            round: string;
        };
        /** @enum {string} */
        CyclePhase: "plan" | "do" | "check" | "ended";
        /** @description One cycle: plan, do, check, act. */
        CycleView: {
            act?: components["schemas"]["ActView"] | null;
            /** @description Do. */
            actions: components["schemas"]["ActionView"][];
            /** @description Check. */
            check: components["schemas"]["CheckView"];
            /**
             * Format: int32
             * @description 1, 2, ….
             */
            number: number;
            /** @description Day on which it was opened. */
            opened_on: string;
            /** @description Where it stands: `plan`, `do`, `check`, `ended`. */
            phase: components["schemas"]["CyclePhase"];
            plan?: components["schemas"]["PlanView"] | null;
            /**
             * Format: int32
             * @description The cycle that was reopened as this one.
             */
            previous?: number | null;
        };
        /** @description What the panel decides. */
        DecideAppeal: {
            /** @description The panel accepts that too little of the audit is left to count; asked for where that is so. */
            accept_incomplete?: boolean;
            /** @description `upheld`, `not_applicable`, `not_observed` (neither of a red line) or `rejected`. */
            outcome: components["schemas"]["AppealOutcome"];
            /** @description Why. The station reads it. */
            reason: string;
            /** @description With `upheld`: the answer that holds, when it is not the best one: true, false or a whole number. */
            value?: unknown;
        };
        /** @description The decision. */
        DecideExtension: {
            /** @description Whether the time is given. */
            grant: boolean;
            /** @description Why; a refusal needs it. */
            reason?: string | null;
        };
        /** @description Words for the decision. */
        Decision: {
            /** @description Why. */
            reason?: string | null;
        };
        /** @description Why a shopper does not take an assignment. */
        Decline: {
            /** @description In the shopper's words. */
            reason: string;
        };
        /** @description An event on its way to a destination. */
        DeliveryView: {
            /** @description When it happened. */
            at: string;
            /**
             * Format: int32
             * @description Tries so far, since the last replay.
             */
            attempts: number;
            /** @description When it was recorded. */
            created_at: string;
            /** @description The fields of the event, as they are sent. */
            data: Record<string, never>;
            /** @description The kind of that digest. */
            digest?: string | null;
            /** @description When it was delivered or given up. */
            ended_at?: string | null;
            /**
             * Format: uuid
             * @description Id of the event: `webhook-id` of a webhook that was sent alone.
             */
            event_id: string;
            /**
             * Format: uuid
             * @description Id of the delivery.
             */
            id: string;
            /** @description What happened, for example `order.issued`. */
            kind: string;
            /** @description Before when it is not tried again, while it waits. */
            next_at?: string | null;
            reason?: components["schemas"]["ReasonView"] | null;
            /**
             * Format: uuid
             * @description Under which id it goes out; that of a digest when several went out together. Absent before the first try.
             */
            sent_as?: string | null;
            /** @description `waiting`, `delivered` or `dead`. */
            state: string;
            /** @description Whether somebody only wanted to try the destination. */
            test: boolean;
            /** @description When it was tried last. */
            tried_at?: string | null;
        };
        /** @description An appeal for desks. */
        DeskAppeal: components["schemas"]["AppealFacts"] & {
            /** @description Who filed it. */
            filed_by: components["schemas"]["PersonRef"];
            /**
             * Format: int32
             * @description The score revision that its decision made.
             */
            score_after?: number | null;
            /**
             * Format: int32
             * @description The score revision it was filed against, then that before its decision.
             */
            score_before: number;
            /** @description Its history. */
            steps: components["schemas"]["DeskStep"][];
        };
        /** @description An audit with everything that a reviewer needs. */
        DeskCase: components["schemas"]["DeskRow"] & {
            /** @description What was planned: the visit should lie inside. */
            assigned: components["schemas"]["AssignedView"];
            /** @description The score and why. */
            explained: components["schemas"]["ScoreView"];
            /** @description Flag values in force, `st.*` and `v.*`. */
            flag_values: Record<string, never>;
            /** @description Flags. */
            flags: components["schemas"]["AuditFlagView"][];
            /** @description Who did what. */
            history: components["schemas"]["AuditEventView"][];
            /** @description What reviewers changed and voted, both values. */
            judgements: components["schemas"]["JudgementView"][];
            /** @description Other audits of the same assignment. */
            other_audits: components["schemas"]["Sibling"][];
            /** @description Photos. */
            photos: components["schemas"]["AuditPhotoView"][];
            /** @description Proposed changes. */
            proposals: components["schemas"]["ProposalView"][];
            /** @description Whether nothing was approved yet. */
            provisional: boolean;
            /** @description Failed red lines and what was said about them. */
            red_lines: components["schemas"]["RedLineView"][];
            /** @description Submissions for it that were refused, newest first; their content stands at `/refused` below the audit. */
            refused: components["schemas"]["RefusedView"][];
            /** @description Returns to the shopper. */
            returns: components["schemas"]["AuditReturnView"][];
            /** @description Every submission; those of kind `late_answer` are not judged. */
            revisions: components["schemas"]["SubmissionView"][];
            /** @description Why a second review is needed as it stands. */
            second_review: components["schemas"]["Cause"][];
            /** @description Words to the station. */
            station_notes: components["schemas"]["StationNote"][];
            /** @description The submission that is judged, as the phone froze it. */
            submission: components["schemas"]["Submission"];
            /** @description Instants of the visit, put right by the server's clock as far as the phone knew it. */
            timeline: components["schemas"]["TimelineStamp"][];
        };
        /** @description An order as the desks see it. */
        DeskOrder: {
            /**
             * Format: uuid
             * @description The audit that opened it.
             */
            audit_id: string;
            cancelled?: components["schemas"]["CancelReason"] | null;
            /** @description `T0`, `T1`, `T3`, `T7` or `T30`. */
            class: string;
            extension?: components["schemas"]["ExtensionView"] | null;
            /** @description Evidence of it was false. */
            false_evidence: boolean;
            /**
             * Format: uuid
             * @description The order.
             */
            id: string;
            if_issued?: components["schemas"]["IfIssued"] | null;
            /** @description Until when the office may issue the draft itself; then the system does. */
            issue_by?: string | null;
            /** @description What was missed. */
            item: components["schemas"]["OrderItem"];
            /** @description When it was drafted. */
            opened_at: string;
            /** @description A plan has to be given. */
            plan_needed: boolean;
            /**
             * Format: int32
             * @description Version of the policy that it was drafted by.
             */
            policy_version: number;
            /** @description Second repeat: the item gets a project, the station goes on the watch list. */
            project: boolean;
            /**
             * Format: uuid
             * @description The order that did not last.
             */
            repeat_of?: string | null;
            /**
             * Format: int32
             * @description Findings of later audits that joined it.
             */
            repeats: number;
            /** @description The cause has to be named with the submission. */
            root_cause_needed: boolean;
            /** @description Where it stands. */
            state: components["schemas"]["OrderState"];
            /** @description The station. */
            station: components["schemas"]["StationRef"];
            /**
             * Format: uuid
             * @description Who submitted it last.
             */
            submitted_by?: string | null;
            /** @description Its clocks. */
            times: components["schemas"]["OrderTimes"];
            /**
             * Format: int32
             * @description For `If-Match`; the same as the ETag.
             */
            version: number;
            /** @description Day of the visit. */
            visit_day: string;
        };
        /** @description For desks. */
        DeskRevisions: {
            /** @description What was judged, oldest first. */
            scores: components["schemas"]["JudgedRevision"][];
            /** @description What the phone submitted, oldest first. */
            submissions: components["schemas"]["SubmittedRevision"][];
        };
        /** @description An audit in the review queue. */
        DeskRow: {
            /** @description When it was approved. */
            approved_at?: string | null;
            /**
             * Format: uuid
             * @description The assignment.
             */
            assignment_id: string;
            /** @description The checklist version. */
            checklist: components["schemas"]["AuditChecklist"];
            claimed_by?: components["schemas"]["PersonRef"] | null;
            /** @description Until when. */
            claimed_until?: string | null;
            /**
             * Format: int32
             * @description Hard flags in force.
             */
            hard_flags: number;
            /**
             * Format: uuid
             * @description The audit.
             */
            id: string;
            /** @description Day or night. */
            part_of_day: components["schemas"]["PartOfDay"];
            /** @description Day of publication; planned before it. */
            publish_day?: string | null;
            /** @description When revision 1 arrived. */
            received_at: string;
            /**
             * @description Until when it is to have its first review: a day from when it could be reviewed (§2.5); absent before that and
             *     behind it, since no limit is set for a second one.
             */
            review_by?: string | null;
            reviewer?: components["schemas"]["PersonRef"] | null;
            /**
             * Format: int32
             * @description Newest revision that the phone submitted.
             */
            revision: number;
            /**
             * Format: uuid
             * @description The round.
             */
            round_id: string;
            /** @description The score in brief; provisional before approval. */
            score: components["schemas"]["ScoreBrief"];
            /**
             * Format: int32
             * @description Judged results so far.
             */
            score_revision: number;
            second_reviewer?: components["schemas"]["PersonRef"] | null;
            /** @description Who visited. */
            shopper: components["schemas"]["PersonRef"];
            /**
             * Format: int32
             * @description Soft flags in force.
             */
            soft_flags: number;
            /** @description Its state. */
            state: components["schemas"]["AuditState"];
            /** @description The station. */
            station: components["schemas"]["StationRef"];
            /**
             * Format: int32
             * @description Its version, for `If-Match`.
             */
            version: number;
            /** @description Its day. */
            visit_day: string;
            /** @description When it ended. */
            visit_end: string;
            /** @description When the visit began. */
            visit_start: string;
            /** @description Why it is void. */
            void_reason?: string | null;
        };
        /** @description An explained score for desks and auditors. */
        DeskScore: {
            /**
             * Format: uuid
             * @description The audit.
             */
            audit_id: string;
            /** @description The checklist. */
            checklist_id: string;
            /**
             * Format: int32
             * @description Its version.
             */
            checklist_version: number;
            /** @description What reviewers changed and voted, as it went into the score. */
            judged: Record<string, never>;
            /** @description `approval`, `correction`, `appeal`, or `provisional`. */
            reason: string;
            /**
             * Format: int32
             * @description The submission it was made from.
             */
            revision: number;
            /**
             * Format: int32
             * @description Version of the scoring algorithm.
             */
            rule_version: number;
            /** @description The score and why. */
            score: components["schemas"]["ScoreView"];
            /**
             * Format: int32
             * @description The judged result; 0 while it is provisional.
             */
            score_revision: number;
        };
        /** @description A step for desks. */
        DeskStep: components["schemas"]["StepFacts"] & {
            person?: components["schemas"]["PersonRef"] | null;
        };
        /** @description A phone. */
        DeviceView: {
            /** @description Name of the owner. */
            display_name: string;
            holdings?: components["schemas"]["Held"] | null;
            /** @description When it said so. */
            holdings_at?: string | null;
            /**
             * Format: uuid
             * @description Id that the phone made at its first start.
             */
            id: string;
            /** @description When it was last heard of. */
            last_contact_at: string;
            /** @description Name of the phone. */
            name?: string | null;
            /**
             * Format: uuid
             * @description Whose it is.
             */
            person_id: string;
        };
        /** @description A line of a digest. */
        DigestLine: components["schemas"]["InboxSubject"] & {
            /** @description When it was due. */
            at: string;
            /**
             * Format: uuid
             * @description Id of the event.
             */
            id: string;
            /** @description What it is. */
            kind: string;
            /** @description What it says, in the language of the request. */
            text: string;
        };
        /** @description A visit under way as the phone saved it, without photos. */
        Draft: {
            /**
             * Format: uuid
             * @description Which visit it is.
             */
            assignment_id: string;
            /** @description The app's own form of an open visit: the server keeps it and does not look into it. */
            content: Record<string, never>;
            /**
             * Format: uuid
             * @description The phone that it is on.
             */
            device_id: string;
            /**
             * Format: int64
             * @description When the phone saved it, epoch ms by the phone.
             */
            saved_at: number;
        };
        /** @description A draft in a list. */
        DraftLine: {
            /**
             * Format: uuid
             * @description Which visit it is.
             */
            assignment_id: string;
            /**
             * Format: uuid
             * @description The audit that the visit will become.
             */
            audit_id: string;
            /**
             * Format: int32
             * @description Size of the content, bytes.
             */
            bytes: number;
            /**
             * Format: uuid
             * @description The phone that it is on.
             */
            device_id: string;
            /**
             * Format: int64
             * @description When the phone saved it, epoch ms by the phone.
             */
            saved_at: number;
        };
        /** @description The caller's drafts. */
        Drafts: {
            /** @description The newest first; at most 20. */
            drafts: components["schemas"]["DraftLine"][];
        };
        /** @description An edition of a closed period. */
        EditionView: {
            /**
             * Format: int32
             * @description How many audits it holds; not for station roles.
             */
            audits?: number | null;
            /** @description When it was closed; not for station roles. */
            closed_at?: string | null;
            /** @description Day on which it was closed, Asia/Shanghai. */
            closed_on: string;
            /**
             * Format: int32
             * @description 1 for the first.
             */
            edition: number;
            /** @description Closed although audits of it were open; not for station roles (decision 23). */
            forced?: boolean | null;
            /** @description The period. */
            period: string;
            /** @description Why another edition, or why forced; not for station roles. */
            reason?: string | null;
        };
        /** @description Why a re-visit cannot be made. */
        EndRevisit: {
            /** @description In your words: the station is closed, there is no road. */
            reason: string;
        };
        /** @description What the server holds of a file. */
        EvidenceReceipt: {
            /**
             * Format: int64
             * @description Its length.
             */
            bytes: number;
            /** @description What it is said to be. */
            content_type: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description The parts of a clip, each with its own state and address: what has arrived is not sent again. */
            parts?: components["schemas"]["ReceiptPhoto"][] | null;
            /** @description Its SHA-256. */
            sha256: string;
            /** @description `missing`, `stored` (being looked at), `verified`, or `rejected` (other bytes, or not what it is said to be). */
            state: components["schemas"]["PhotoState"];
            /**
             * Format: uuid
             * @description The order, appeal or project that refers to it.
             */
            subject_id?: string | null;
            upload?: components["schemas"]["UploadTarget"] | null;
        };
        /** @description A file of an order: `GET /v1/evidence/{id}`. */
        EvidenceRef: {
            /** @description When it was announced. */
            at: string;
            /**
             * Format: int64
             * @description Its length.
             */
            bytes: number;
            /** @description What it is. */
            content_type: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            place?: components["schemas"]["PlaceView"] | null;
            /** @description `before`, `after` or `document`. */
            role?: string | null;
            same_as?: components["schemas"]["SameAs"] | null;
            /** @description When the app's camera took it, by the clock of the device; absent of what was chosen from files. */
            taken_at?: string | null;
        };
        /** @description A line of the manifest. */
        ExportFile: {
            /**
             * Format: int64
             * @description Its length.
             */
            bytes: number;
            /** @description What it is. */
            content_type: string;
            /** @description Number of the edition that it was made of, or `live`; absent where a kind knows none. */
            edition?: string | null;
            /** @description What it is called. */
            name: string;
            /**
             * Format: int64
             * @description Rows below the header; 0 of a report.
             */
            rows: number;
            /** @description Its SHA-256 in hex; the same as the ETag. */
            sha256: string;
            /**
             * Format: int32
             * @description Sheets of a workbook.
             */
            sheets: number;
        };
        /** @enum {string} */
        ExportFormat: "csv" | "xlsx" | "parquet" | "pdf";
        /** @enum {string} */
        ExportKind: "ranking" | "audits" | "items" | "findings" | "orders" | "stations" | "appeals" | "coverage" | "station_report" | "region_report" | "month_report";
        /** @enum {string} */
        ExportState: "queued" | "running" | "ready" | "failed" | "cancelled" | "expired";
        /** @description A file that was asked for. */
        ExportView: {
            /** @description When it was asked for. */
            created_at: string;
            /** @description When it was ready, or taken back. */
            ended_at?: string | null;
            /** @description When it is removed. */
            expires_at?: string | null;
            /** @description What was written; empty before it is ready. */
            files: components["schemas"]["ExportFile"][];
            /** @description The filters. */
            filter: Record<string, never>;
            /** @description How it is written. */
            format: components["schemas"]["ExportFormat"];
            /**
             * Format: uuid
             * @description Its id: `/v1/exports/{id}/file`.
             */
            id: string;
            /** @description What it holds. */
            kind: components["schemas"]["ExportKind"];
            /** @description Its language. */
            lang: string;
            /**
             * Format: int64
             * @description Rows written so far.
             */
            rows_done: number;
            /**
             * Format: int64
             * @description Rows that there are; absent before they were counted.
             */
            rows_total?: number | null;
            /** @description How far it is. */
            state: components["schemas"]["ExportState"];
        };
        /**
         * @description Why more time is needed.
         * @enum {string}
         */
        ExtensionCause: "parts" | "contractor" | "permit" | "weather" | "landlord";
        /** @description The extension that was asked for. */
        ExtensionView: {
            /** @description When. */
            asked_at: string;
            /** @description `parts`, `contractor`, `permit`, `weather` or `landlord`. */
            cause: string;
            /** @description When it was decided, or lapsed. */
            decided_at?: string | null;
            /** @description In the words of who decided. */
            decision_reason?: string | null;
            /** @description Whether it was granted; absent while it waits. Undecided at the due time it is refused. */
            granted?: boolean | null;
            /**
             * Format: uuid
             * @description Its id: `/extensions/{id}/decide`.
             */
            id: string;
            /** @description In the words of who asked. */
            reason: string;
            /** @description The date that was asked for. */
            to: string;
        };
        /** @description An appeal as it is filed. */
        FileAppeal: {
            /**
             * Format: uuid
             * @description The published audit.
             */
            audit_id: string;
            /** @description Ids of evidence (decision 29). */
            evidence?: string[];
            /** @description The item that lost points. */
            item: string;
            /** @description Why the station does not agree. */
            reason: string;
        };
        /** @description One position as the phone's location service gave it. */
        Fix: {
            /**
             * Format: int64
             * @description Radius in which the service believes itself, cm.
             */
            accuracy_cm: number;
            /**
             * Format: int64
             * @description Wall clock of the phone, epoch ms.
             */
            at_ms: number;
            /**
             * Format: int64
             * @description Latitude, WGS 84, 1e-7 degrees.
             */
            lat_e7: number;
            /**
             * Format: int64
             * @description Longitude, WGS 84, 1e-7 degrees.
             */
            lon_e7: number;
            /** @description The phone says that the position came from a mock provider. */
            mocked: boolean;
        };
        /** @description Where the phone was. */
        FixInput: {
            /**
             * Format: int64
             * @description Radius in which the service believes itself, cm.
             */
            accuracy_cm: number;
            /**
             * Format: int64
             * @description Wall clock of the phone, epoch ms.
             */
            at_ms: number;
            /**
             * Format: int64
             * @description Latitude, 1e-7 degrees.
             */
            lat_e7: number;
            /**
             * Format: int64
             * @description Longitude, 1e-7 degrees.
             */
            lon_e7: number;
            /** @description The position came from a mock provider. */
            mocked: boolean;
        };
        /** @description The value of a flag: yes or no, or a whole number (queue length). */
        FlagValue: boolean | number;
        /** @description A flag. */
        FlagView: {
            /** @description Value when it is not given: true, false or a whole number. */
            default: unknown;
            /** @description `st.…` or `v.…`. */
            id: string;
            /** @description `bool` or `int`. */
            kind: string;
            /**
             * Format: int32
             * @description Highest value of an `int`.
             */
            max?: number | null;
            /** @description Value when visit-caused N/A is judged; absent: the actual one. */
            reference?: unknown;
            /** @description What it says. */
            text: components["schemas"]["Text"];
        };
        /** @description What was done. */
        FollowedUp: {
            /** @description Day on which somebody helped on site, or the meeting was held: not before the visit, not in the future. */
            day: string;
            /** @description What was found and agreed. */
            note: string;
        };
        /** @enum {string} */
        FollowUp: "help" | "meeting";
        /** @description What was done about a station. */
        FollowUpDone: {
            /** @description Day on which somebody helped on site, or the meeting was held. */
            day: string;
            /** @description What was done. */
            note: string;
            /** @description It was on time; absent of a meeting, which has no date. */
            on_time?: boolean | null;
        };
        /** @description A station that needs help, or a meeting about it. */
        FollowUpView: {
            /**
             * Format: uuid
             * @description The audit whose result is too low.
             */
            audit_id: string;
            /** @description Until when the help has to have come; a meeting has no date. */
            by?: string | null;
            done?: components["schemas"]["FollowUpDone"] | null;
            /**
             * Format: int32
             * @description Its final score, bp.
             */
            final_bp?: number | null;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description The station. */
            station: components["schemas"]["StationRef"];
            /**
             * Format: int32
             * @description For `If-Match`.
             */
            version: number;
            /** @description Day of its visit. */
            visit_day: string;
            /** @description `help`: the city company comes; `meeting`: the management meets. */
            what: components["schemas"]["FollowUp"];
        };
        /** @description One object that something is the matter with. */
        FsckFinding: {
            /**
             * Format: uuid
             * @description The audit it belongs to.
             */
            audit_id?: string | null;
            /** @description Length and SHA-256 as expected and as found, or why it cannot be read. */
            detail: string;
            /** @description `missing`, `wrong_size`, `wrong_bytes`, `unreadable`, `derived_missing`, `station_copy_missing` or `orphan`. */
            finding: string;
            /** @description Whether data is at stake; an orphan only takes space. */
            grave: boolean;
            /** @description The object. */
            key: string;
            /**
             * Format: uuid
             * @description The photo it belongs to.
             */
            photo_id?: string | null;
        };
        /** @description The outcome of one walk. */
        FsckOutcome: {
            /** @description When it ended. */
            at: string;
            /**
             * Format: int64
             * @description Bytes that were read and hashed.
             */
            bytes_read: number;
            /**
             * Format: int64
             * @description Findings that put data at stake.
             */
            faults: number;
            /** @description The first hundred findings. */
            findings: components["schemas"]["FsckFinding"][];
            /**
             * Format: int64
             * @description Objects in the storage.
             */
            objects: number;
            /**
             * Format: int64
             * @description Objects that no row accounts for.
             */
            orphans: number;
            /**
             * Format: int64
             * @description Rows of photos whose bytes must be there.
             */
            photos: number;
            /** @description Bytes were not read. */
            quick: boolean;
        };
        /** @description The last walk. */
        FsckView: {
            last?: components["schemas"]["FsckOutcome"] | null;
        };
        /** @description What the station has. */
        GiveFootage: {
            /** @description Ids of evidence (decision 29). */
            evidence: string[];
            /** @description What it shows, or why there is none of an hour. */
            reason: string;
        };
        /** @description Why level 2 shall look at it. */
        GoOn: {
            /** @description Ids of further evidence. */
            evidence?: string[];
            /** @description Why the station does not agree with level 1. */
            reason: string;
        };
        /** @description One grade. */
        GradeView: {
            /**
             * Format: int32
             * @description What it earns.
             */
            points: number;
            /** @description What it means. */
            text: components["schemas"]["Text"];
            /**
             * Format: int32
             * @description The answer.
             */
            value: number;
        };
        /** @description A role and where it holds; both ids absent: the whole network. */
        GrantView: {
            /**
             * Format: uuid
             * @description Holds for this unit and all below it.
             */
            org_unit_id?: string | null;
            /** @description What the person may be. */
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description Holds for this station.
             */
            station_id?: string | null;
        };
        /** @description A sealed end of the chain. */
        HeadView: {
            /** @description The day that it closes. */
            day: string;
            /** @description Its hash. */
            hash: string;
            /** @description Which key sealed it. */
            key_id: string;
            /** @description HMAC-SHA-256 over the other members. */
            seal: string;
            /**
             * Format: int64
             * @description When it was sealed, epoch ms.
             */
            sealed_at_ms: number;
            /**
             * Format: int64
             * @description The last row then.
             */
            seq: number;
        };
        /** @description What a phone holds, counted. */
        Held: {
            /**
             * Format: int32
             * @description Visits under way or not yet finished.
             */
            drafts: number;
            /**
             * Format: int32
             * @description Received, photos still on the phone.
             */
            incomplete: number;
            /** @description When the oldest of them was finished, by the phone. */
            oldest_at?: string | null;
            /**
             * Format: int32
             * @description Finished, not yet received by the server.
             */
            queued: number;
        };
        /** @description Who holds an assignment, or once held it. */
        Holder: {
            /** @description Since when he may only deliver. */
            deactivated_at?: string | null;
            /** @description His name. */
            display_name: string;
            /** @description When any of his phones was last heard of: look at it before you reassign, he may have the visit on his phone. */
            last_contact_at?: string | null;
            /**
             * Format: uuid
             * @description The shopper.
             */
            person_id: string;
            /** @description Since when he held it; in the list of holders only. */
            since?: string | null;
            /** @description Until when; absent for the present holder. */
            until?: string | null;
        };
        /** @description What a phone holds that is not complete on the server. */
        Holdings: {
            /** @description Visits under way or not yet finished. */
            drafts: string[];
            /** @description Received, photos still on the phone. */
            incomplete: string[];
            /**
             * Format: int64
             * @description When the oldest of them was finished, epoch ms by the phone.
             */
            oldest_at_ms?: number | null;
            /** @description Whether the phone promised to keep its storage. */
            persistent?: boolean | null;
            /** @description Finished, not yet received by the server. */
            queued: string[];
        };
        /** @description What all phones in sight hold, in one look: "412 audits done, 9 still only on phones, oldest 3 days". */
        HoldingsSummary: {
            /**
             * Format: int64
             * @description Visits under way.
             */
            drafts: number;
            /**
             * Format: int64
             * @description Received audits whose photos are still on phones.
             */
            incomplete: number;
            /** @description When the oldest finished audit that is only on a phone was finished. */
            oldest_at?: string | null;
            /**
             * Format: int64
             * @description How long ago that is, whole seconds.
             */
            oldest_s?: number | null;
            /**
             * Format: int64
             * @description Finished audits that are only on phones.
             */
            only_on_phones: number;
            /**
             * Format: int64
             * @description Phones that hold something.
             */
            phones: number;
            /**
             * Format: int64
             * @description Audits that the server has received in rounds that are open.
             */
            received: number;
        };
        /** @description A holiday of a year. */
        HolidayView: {
            /** @description First day off, `YYYY-MM-DD`. */
            from: string;
            /** @description Its name. */
            name: components["schemas"]["Text"];
            /** @description Last day off, `YYYY-MM-DD`. */
            to: string;
        };
        /** @description What a draft's deadline would be if it were issued now. */
        IfIssued: {
            /** @description By the policy; absent while the calendar is missing. */
            due_at?: string | null;
            /** @description The latest that the office may set instead. */
            latest_due_at?: string | null;
            /**
             * Format: int32
             * @description The year for which the calendar is missing.
             */
            pending_calendar?: number | null;
        };
        /** @description What an import did, or with `dry_run` would do. */
        ImportReport: {
            /**
             * Format: int64
             * @description New records.
             */
            created: number;
            /** @description Whether nothing was written because only a check was asked for. */
            dry_run: boolean;
            /** @description How the file was read: `UTF-8`, `GB18030` or `XLSX`. */
            encoding: string;
            /** @description Every fault, up to 1000. */
            errors: components["schemas"]["RowError"][];
            /**
             * Format: int64
             * @description Faults beyond those listed.
             */
            more_errors: number;
            /**
             * Format: int64
             * @description Lines with content, without the header.
             */
            rows: number;
            /**
             * Format: int64
             * @description Records that were the same.
             */
            unchanged: number;
            /**
             * Format: int64
             * @description Changed records.
             */
            updated: number;
        };
        /** @description A visit that could not be made. */
        Impossible: {
            /**
             * Format: int64
             * @description When, epoch ms by the phone.
             */
            at_ms: number;
            fix?: components["schemas"]["FixInput"] | null;
            /** @description More, in the shopper's words. */
            note?: string | null;
            /** @description Photos of it. */
            photos?: components["schemas"]["PhotoInput"][];
            /** @description What was in the way. */
            reason: components["schemas"]["Obstacle"];
        };
        /** @description A page of the inbox. */
        Inbox: {
            /** @description The lines, newest first. */
            items: components["schemas"]["InboxLine"][];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How much is unread, in all.
             */
            unread: number;
        };
        /** @description A line of the inbox. */
        InboxLine: components["schemas"]["InboxSubject"] & {
            /** @description When it was due. */
            at: string;
            /** @description By when the order has to be submitted, or the appeal filed or decided, as it was then. */
            due_at?: string | null;
            /**
             * Format: uuid
             * @description Id of the event, the same on every channel.
             */
            id: string;
            /** @description What it is, for example `order.issued` or `digest.downtime`. */
            kind: string;
            /** @description Of a digest: what it gathers, in order. */
            lines?: components["schemas"]["DigestLine"][];
            /** @description The order or appeal has ended since: nobody has to keep that time any more. */
            over: boolean;
            /** @description When it was read; absent while it is unread. */
            read_at?: string | null;
            /** @description What it says, in the language of the request. */
            text: string;
            /** @description When it came; of a publication its day alone. */
            told_at: string;
        };
        /** @description What an event is about: enough to tell two of its kind apart, and to open it. */
        InboxSubject: {
            /**
             * Format: uuid
             * @description The appeal that it is about.
             */
            appeal_id?: string | null;
            /**
             * Format: uuid
             * @description The audit that it is about, or whose item is appealed; absent where the reader may not open it any more.
             */
            audit_id?: string | null;
            /** @description The class of the order. */
            class?: string | null;
            /** @description The day of a bulletin. */
            day?: string | null;
            /** @description The item of the order or appeal. */
            item?: string | null;
            /** @description What the item says, in the language of the request. */
            item_text?: string | null;
            /**
             * Format: uuid
             * @description The order that it is about.
             */
            order_id?: string | null;
            /**
             * Format: uuid
             * @description The org unit of a bulletin.
             */
            org_unit_id?: string | null;
            /** @description The name of that unit, in the language of the request. */
            org_unit_name?: string | null;
            station?: components["schemas"]["StationBrief"] | null;
        };
        /** @description How a draft is issued. */
        Issue: {
            /** @description Another deadline than the policy's; with a reason. */
            due_at?: string | null;
            /** @description Why. */
            reason?: string | null;
        };
        /** @description The visit that replaces another one; what is absent is as before. */
        IssueAgain: {
            /**
             * Format: uuid
             * @description Id of the new assignment: a random v4 UUID made by the client.
             */
            id: string;
            /** @description Why a rule of visits is passed over. */
            override_reason?: string | null;
            /**
             * Format: uuid
             * @description Another round; the old one may be closed by now.
             */
            round_id?: string | null;
            /**
             * Format: uuid
             * @description Another shopper.
             */
            shopper_id?: string | null;
            /** @description Another slot. */
            slot?: string | null;
            /** @description End of the window. */
            window_end: string;
            /** @description Beginning of the window, RFC 3339. */
            window_start: string;
        };
        /** @description One question. */
        ItemView: {
            /** @description How it is answered and what an answer earns. */
            answer: components["schemas"]["AnswerView"];
            /**
             * Format: int32
             * @description What an accepted bonus adds, basis points.
             */
            bonus_bp: number;
            /** @description Characteristic of quality. */
            characteristic?: string | null;
            /** @description Deadline class of an order; absent for bonus items. */
            deadline?: string | null;
            /** @description The item whose failure is a miss here too, when no answer is given. */
            gated_by?: string | null;
            /** @description For example `restroom.clean_surfaces`. */
            id: string;
            /** @description Kano class. */
            kano?: string | null;
            /**
             * Format: int32
             * @description Number, from 1.
             */
            n: number;
            na_when?: components["schemas"]["ConditionView"] | null;
            /** @description When a photo is asked: `always`, `on_fail` or `never`. */
            photo: string;
            /**
             * Format: int32
             * @description Points; 0 for bonus items.
             */
            points: number;
            /** @description SERVQUAL dimension. */
            servqual?: string | null;
            /** @description `critical`, `major`, `minor` or `bonus`. */
            severity: string;
            /** @description The question. */
            text: components["schemas"]["Text"];
            /** @description Its stage. */
            touchpoint: string;
        };
        /** @description How the jobs of a kind stand. */
        JobKind: {
            /**
             * Format: int64
             * @description Those that failed for good.
             */
            dead: number;
            /**
             * Format: int64
             * @description Those of them whose time has come.
             */
            due: number;
            /**
             * Format: int64
             * @description Those that wait or run after an attempt that failed.
             */
            failing: number;
            /** @description What they do. */
            kind: string;
            /** @description Since when the oldest one that is due, runs or fails has been asked for. */
            oldest_at?: string | null;
            /**
             * Format: int64
             * @description How long ago that is, s.
             */
            oldest_s?: number | null;
            /**
             * Format: int64
             * @description Those that wait, for their time or for a worker.
             */
            queued: number;
            /**
             * Format: int64
             * @description Those that are being done.
             */
            running: number;
        };
        /** @description How the queue stands. */
        JobSummary: {
            /** @description By kind; a kind of which nothing is there is absent. */
            kinds: components["schemas"]["JobKind"][];
        };
        /** @description A job. */
        JobView: {
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /** @description When it was asked for. */
            created_at: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description What it does, for example `examine_photo`. */
            kind: string;
            /** @description Why the last attempt failed. */
            last_error?: string | null;
            /** @description `dead`, or `queued` once it was revived. */
            state: string;
            /**
             * Format: uuid
             * @description The photo or audit it is about.
             */
            subject_id?: string | null;
        };
        /** @description Nothing needs to be said. */
        Judge: Record<string, never>;
        /** @description A judged result. */
        JudgedRevision: {
            by?: components["schemas"]["PersonRef"] | null;
            /**
             * Format: int64
             * @description Final score.
             */
            final_bp?: number | null;
            /** @description When. */
            judged_at: string;
            /** @description `approval`, `correction` or `appeal`. */
            reason: string;
            /**
             * Format: int64
             * @description Failed red lines.
             */
            red_lines?: number | null;
            /**
             * Format: int32
             * @description The submission it was made from.
             */
            revision: number;
            /**
             * Format: int32
             * @description Its number.
             */
            score_revision: number;
        };
        /** @description What a reviewer changed or voted. */
        JudgementView: {
            /** @description When. */
            at: string;
            /** @description Who. */
            by: components["schemas"]["PersonRef"];
            /** @description `answer`, `visit_flag`, `na_request`, `keep_evidence`, `red_line` or `visit_na`. */
            kind: string;
            /** @description Value after. */
            new?: unknown;
            /** @description Value before. */
            old?: unknown;
            /** @description Why. */
            reason: string;
            /**
             * Format: int32
             * @description The submission it was made about.
             */
            revision: number;
            /** @description `first`, `second` or `after_publication`. */
            stage: string;
            /** @description Item or flag. */
            target: string;
        };
        /** @description An answer that is kept without its evidence. */
        Keep: {
            /** @description The item. */
            item: string;
            /** @description Why. */
            reason: string;
        };
        /** @description How long one kind of thing is kept. */
        KeptView: {
            /**
             * Format: int32
             * @description Days that it is kept.
             */
            days: number;
            /**
             * Format: int64
             * @description How much is due now: audits, files or people. It is erased within the hour.
             */
            due: number;
            /** @description There is more than that. */
            due_is_more: boolean;
            /**
             * Format: int64
             * @description How much was erased so far: photos, files, audits or people.
             */
            erased: number;
            /** @description What. */
            kind: components["schemas"]["Kind"];
            /** @description When something was erased last. */
            last_erased_at?: string | null;
            /**
             * Format: int32
             * @description The least number that may be set.
             */
            least: number;
            /**
             * Format: int32
             * @description The largest number that may be set.
             */
            most: number;
            /**
             * Format: int32
             * @description Days of the policy.
             */
            policy_days: number;
            /** @description In words, from when the days count. */
            text: components["schemas"]["Text"];
        };
        /** @enum {string} */
        Kind: "originals" | "evidence" | "unused_evidence" | "positions" | "people";
        /** @description A kind of event and how he hears of it. */
        KindChoice: {
            /** @description `on`, `off` or `digest`: once a day. */
            choice: string;
            /** @description The kind, for example `order.issued`. */
            kind: string;
            /** @description Its name, in the language of the request. */
            name: string;
            /**
             * @description Whether it can reach the caller at all, in his roles or as a contact of an org unit: of others there is nothing to
             *     choose.
             */
            reaches: boolean;
            /** @description Whether webhooks and robots can be told of it, too; of what stations may not know people alone are. */
            receivers: boolean;
        };
        /**
         * @description What a station lacks.
         * @enum {string}
         */
        Lack: "visit" | "night";
        /** @description A length of time by its clock. */
        Length: {
            /**
             * Format: int64
             * @description How many.
             */
            amount: number;
            /** @description `hours` by the wall clock, `working_days` or `calendar_days`. */
            unit: string;
        };
        /** @description Points under a lens. */
        LensesView: {
            /** @description Whether the points are exact: some checklists have answers whose points an outcome does not tell apart. */
            exact: boolean;
            /** @description A row per subject that has audits, by code. */
            items: components["schemas"]["LensRowView"][];
            /** @description The lens. */
            lens: string;
            /** @description Its tags, in the order of each row's `tags`. */
            tags: components["schemas"]["LensTagView"][];
            /** @description The period or the round's code. */
            window: string;
        };
        /** @description The points of one tag. */
        LensPointsView: {
            /**
             * Format: int64
             * @description Points of answered items.
             */
            answered_points: number;
            /**
             * Format: int64
             * @description Answers that count.
             */
            answers: number;
            /**
             * Format: int64
             * @description Points earned.
             */
            earned_points: number;
            /**
             * Format: int32
             * @description Earned of answered points; absent without answers.
             */
            score_bp?: number | null;
        };
        /** @description One subject. */
        LensRowView: {
            /**
             * Format: int64
             * @description Audits that count.
             */
            audits: number;
            /** @description Its code. */
            subject_code?: string | null;
            /**
             * Format: uuid
             * @description Station or unit; absent: everything in scope.
             */
            subject_id?: string | null;
            subject_name?: components["schemas"]["Text"] | null;
            /** @description What it earned, tag by tag. */
            tags: components["schemas"]["LensPointsView"][];
        };
        /** @description One tag of a lens. */
        LensTagView: {
            /** @description Its name. */
            name: components["schemas"]["Text"];
            /** @description Its word. */
            tag: string;
        };
        /** @description Limits of this server; over one of them the answer is 413 or 422 with the limit named. */
        Limits: {
            /** @description Any other JSON request, bytes. */
            body_bytes: number;
            /** @description Bulk request, bytes. */
            bulk_bytes: number;
            /** @description Import file, bytes. */
            import_bytes: number;
            /** @description A remark or the narrative, characters. */
            note_chars: number;
            /**
             * Format: int64
             * @description Rows of a page.
             */
            page_rows: number;
            /**
             * Format: int64
             * @description One photo, bytes.
             */
            photo_bytes: number;
            /** @description Photos of one audit. */
            photos_per_audit: number;
            /** @description Submission schemas that are understood. */
            schemas: number[];
            /** @description Submission without photos, after inflating, bytes. */
            submission_bytes: number;
        };
        /** @description A page of a list. */
        List_AnyAppeal: {
            /** @description The rows. */
            items: ((components["schemas"]["DeskAppeal"] & {
                /** @enum {string} */
                view: "desk";
            }) | (components["schemas"]["StationAppeal"] & {
                /** @enum {string} */
                view: "station";
            }))[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_AnyAssignment: {
            /** @description The rows. */
            items: (components["schemas"]["AssignmentView"] | components["schemas"]["OwnAssignment"])[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_AnyStation: {
            /** @description The rows. */
            items: (components["schemas"]["StationView"] | components["schemas"]["OwnStation"])[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_AuditorRow: {
            /** @description The rows. */
            items: {
                /** @description The checklist version. */
                checklist: components["schemas"]["AuditChecklist"];
                /**
                 * Format: int32
                 * @description Hard flags in force.
                 */
                hard_flags: number;
                /**
                 * Format: uuid
                 * @description The audit.
                 */
                id: string;
                /** @description Day or night. */
                part_of_day: components["schemas"]["PartOfDay"];
                /** @description Day of publication; planned before it. */
                publish_day?: string | null;
                /** @description The score in brief; provisional before approval. */
                score: components["schemas"]["ScoreBrief"];
                /**
                 * Format: int32
                 * @description Soft flags in force.
                 */
                soft_flags: number;
                /** @description Its state. */
                state: components["schemas"]["AuditState"];
                /** @description The station. */
                station: components["schemas"]["StationRef"];
                /**
                 * Format: int32
                 * @description Its version.
                 */
                version: number;
                /** @description Day of the visit. */
                visit_day: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_DeliveryView: {
            /** @description The rows. */
            items: {
                /** @description When it happened. */
                at: string;
                /**
                 * Format: int32
                 * @description Tries so far, since the last replay.
                 */
                attempts: number;
                /** @description When it was recorded. */
                created_at: string;
                /** @description The fields of the event, as they are sent. */
                data: Record<string, never>;
                /** @description The kind of that digest. */
                digest?: string | null;
                /** @description When it was delivered or given up. */
                ended_at?: string | null;
                /**
                 * Format: uuid
                 * @description Id of the event: `webhook-id` of a webhook that was sent alone.
                 */
                event_id: string;
                /**
                 * Format: uuid
                 * @description Id of the delivery.
                 */
                id: string;
                /** @description What happened, for example `order.issued`. */
                kind: string;
                /** @description Before when it is not tried again, while it waits. */
                next_at?: string | null;
                reason?: components["schemas"]["ReasonView"] | null;
                /**
                 * Format: uuid
                 * @description Under which id it goes out; that of a digest when several went out together. Absent before the first try.
                 */
                sent_as?: string | null;
                /** @description `waiting`, `delivered` or `dead`. */
                state: string;
                /** @description Whether somebody only wanted to try the destination. */
                test: boolean;
                /** @description When it was tried last. */
                tried_at?: string | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_DeskOrder: {
            /** @description The rows. */
            items: {
                /**
                 * Format: uuid
                 * @description The audit that opened it.
                 */
                audit_id: string;
                cancelled?: components["schemas"]["CancelReason"] | null;
                /** @description `T0`, `T1`, `T3`, `T7` or `T30`. */
                class: string;
                extension?: components["schemas"]["ExtensionView"] | null;
                /** @description Evidence of it was false. */
                false_evidence: boolean;
                /**
                 * Format: uuid
                 * @description The order.
                 */
                id: string;
                if_issued?: components["schemas"]["IfIssued"] | null;
                /** @description Until when the office may issue the draft itself; then the system does. */
                issue_by?: string | null;
                /** @description What was missed. */
                item: components["schemas"]["OrderItem"];
                /** @description When it was drafted. */
                opened_at: string;
                /** @description A plan has to be given. */
                plan_needed: boolean;
                /**
                 * Format: int32
                 * @description Version of the policy that it was drafted by.
                 */
                policy_version: number;
                /** @description Second repeat: the item gets a project, the station goes on the watch list. */
                project: boolean;
                /**
                 * Format: uuid
                 * @description The order that did not last.
                 */
                repeat_of?: string | null;
                /**
                 * Format: int32
                 * @description Findings of later audits that joined it.
                 */
                repeats: number;
                /** @description The cause has to be named with the submission. */
                root_cause_needed: boolean;
                /** @description Where it stands. */
                state: components["schemas"]["OrderState"];
                /** @description The station. */
                station: components["schemas"]["StationRef"];
                /**
                 * Format: uuid
                 * @description Who submitted it last.
                 */
                submitted_by?: string | null;
                /** @description Its clocks. */
                times: components["schemas"]["OrderTimes"];
                /**
                 * Format: int32
                 * @description For `If-Match`; the same as the ETag.
                 */
                version: number;
                /** @description Day of the visit. */
                visit_day: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_DeskRow: {
            /** @description The rows. */
            items: {
                /** @description When it was approved. */
                approved_at?: string | null;
                /**
                 * Format: uuid
                 * @description The assignment.
                 */
                assignment_id: string;
                /** @description The checklist version. */
                checklist: components["schemas"]["AuditChecklist"];
                claimed_by?: components["schemas"]["PersonRef"] | null;
                /** @description Until when. */
                claimed_until?: string | null;
                /**
                 * Format: int32
                 * @description Hard flags in force.
                 */
                hard_flags: number;
                /**
                 * Format: uuid
                 * @description The audit.
                 */
                id: string;
                /** @description Day or night. */
                part_of_day: components["schemas"]["PartOfDay"];
                /** @description Day of publication; planned before it. */
                publish_day?: string | null;
                /** @description When revision 1 arrived. */
                received_at: string;
                /**
                 * @description Until when it is to have its first review: a day from when it could be reviewed (§2.5); absent before that and
                 *     behind it, since no limit is set for a second one.
                 */
                review_by?: string | null;
                reviewer?: components["schemas"]["PersonRef"] | null;
                /**
                 * Format: int32
                 * @description Newest revision that the phone submitted.
                 */
                revision: number;
                /**
                 * Format: uuid
                 * @description The round.
                 */
                round_id: string;
                /** @description The score in brief; provisional before approval. */
                score: components["schemas"]["ScoreBrief"];
                /**
                 * Format: int32
                 * @description Judged results so far.
                 */
                score_revision: number;
                second_reviewer?: components["schemas"]["PersonRef"] | null;
                /** @description Who visited. */
                shopper: components["schemas"]["PersonRef"];
                /**
                 * Format: int32
                 * @description Soft flags in force.
                 */
                soft_flags: number;
                /** @description Its state. */
                state: components["schemas"]["AuditState"];
                /** @description The station. */
                station: components["schemas"]["StationRef"];
                /**
                 * Format: int32
                 * @description Its version, for `If-Match`.
                 */
                version: number;
                /** @description Its day. */
                visit_day: string;
                /** @description When it ended. */
                visit_end: string;
                /** @description When the visit began. */
                visit_start: string;
                /** @description Why it is void. */
                void_reason?: string | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_DeviceView: {
            /** @description The rows. */
            items: {
                /** @description Name of the owner. */
                display_name: string;
                holdings?: components["schemas"]["Held"] | null;
                /** @description When it said so. */
                holdings_at?: string | null;
                /**
                 * Format: uuid
                 * @description Id that the phone made at its first start.
                 */
                id: string;
                /** @description When it was last heard of. */
                last_contact_at: string;
                /** @description Name of the phone. */
                name?: string | null;
                /**
                 * Format: uuid
                 * @description Whose it is.
                 */
                person_id: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_ExportView: {
            /** @description The rows. */
            items: {
                /** @description When it was asked for. */
                created_at: string;
                /** @description When it was ready, or taken back. */
                ended_at?: string | null;
                /** @description When it is removed. */
                expires_at?: string | null;
                /** @description What was written; empty before it is ready. */
                files: components["schemas"]["ExportFile"][];
                /** @description The filters. */
                filter: Record<string, never>;
                /** @description How it is written. */
                format: components["schemas"]["ExportFormat"];
                /**
                 * Format: uuid
                 * @description Its id: `/v1/exports/{id}/file`.
                 */
                id: string;
                /** @description What it holds. */
                kind: components["schemas"]["ExportKind"];
                /** @description Its language. */
                lang: string;
                /**
                 * Format: int64
                 * @description Rows written so far.
                 */
                rows_done: number;
                /**
                 * Format: int64
                 * @description Rows that there are; absent before they were counted.
                 */
                rows_total?: number | null;
                /** @description How far it is. */
                state: components["schemas"]["ExportState"];
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_FollowUpView: {
            /** @description The rows. */
            items: {
                /**
                 * Format: uuid
                 * @description The audit whose result is too low.
                 */
                audit_id: string;
                /** @description Until when the help has to have come; a meeting has no date. */
                by?: string | null;
                done?: components["schemas"]["FollowUpDone"] | null;
                /**
                 * Format: int32
                 * @description Its final score, bp.
                 */
                final_bp?: number | null;
                /**
                 * Format: uuid
                 * @description Id.
                 */
                id: string;
                /** @description The station. */
                station: components["schemas"]["StationRef"];
                /**
                 * Format: int32
                 * @description For `If-Match`.
                 */
                version: number;
                /** @description Day of its visit. */
                visit_day: string;
                /** @description `help`: the city company comes; `meeting`: the management meets. */
                what: components["schemas"]["FollowUp"];
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_JobView: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int32
                 * @description How often it was tried.
                 */
                attempts: number;
                /** @description When it was asked for. */
                created_at: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description What it does, for example `examine_photo`. */
                kind: string;
                /** @description Why the last attempt failed. */
                last_error?: string | null;
                /** @description `dead`, or `queued` once it was revived. */
                state: string;
                /**
                 * Format: uuid
                 * @description The photo or audit it is about.
                 */
                subject_id?: string | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_LoggedDelivery: {
            /** @description The rows. */
            items: {
                /** @description When it happened. */
                at: string;
                /**
                 * Format: int32
                 * @description Tries so far, since the last replay.
                 */
                attempts: number;
                /** @description `mail`, `webhook`, `wecom`, `dingtalk` or `feishu`. */
                channel: string;
                /** @description When it was recorded. */
                created_at: string;
                /** @description The kind of the digest in which several went out together. */
                digest?: string | null;
                /** @description When it was delivered or given up. */
                ended_at?: string | null;
                /**
                 * Format: uuid
                 * @description Id of the event.
                 */
                event_id: string;
                /**
                 * Format: uuid
                 * @description Id of the delivery.
                 */
                id: string;
                /** @description What happened, for example `order.issued`. */
                kind: string;
                /** @description Before when it is not tried again, while it waits. */
                next_at?: string | null;
                reason?: components["schemas"]["ReasonView"] | null;
                /** @description `waiting`, `delivered` or `dead`. */
                state: string;
                stopped?: components["schemas"]["ReasonView"] | null;
                /** @description Whether somebody only wanted to try the destination. */
                test: boolean;
                /** @description To whom. */
                to: components["schemas"]["Addressee"];
                /** @description When it was tried last. */
                tried_at?: string | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_LogRow: {
            /** @description The rows. */
            items: {
                /** @description When the request came. */
                at: string;
                /** @description Hash of the row, once it is chained. */
                hash?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Method and path template, for example `POST /v1/audits/{audit_id}/accept`. */
                operation: string;
                /** @description The path as it was asked for. */
                path: string;
                /**
                 * Format: uuid
                 * @description Who asked; null for a sign-in that nobody stands for.
                 */
                person_id?: string | null;
                /**
                 * Format: uuid
                 * @description The request, as in its answer's `X-Request-Id`.
                 */
                request_id: string;
                /**
                 * Format: int64
                 * @description Its place in the chain; absent for the few seconds until it has one.
                 */
                seq?: number | null;
                /** @description Its id. */
                subject_id?: string | null;
                /** @description Kind of what was written to: the word of its collection. */
                subject_kind: string;
                /** @description What the request said; absent unless asked for, and when it was erased. */
                values?: string | null;
                /**
                 * @description Salt of `values_sha256`, in hex: SHA-256 over salt and content proves the content, also one that is not kept: of an import
                 *     and of what is longer than 256 KiB.
                 */
                values_salt?: string | null;
                /** @description Salted SHA-256 of what the request said; null when it said nothing, or secrets only. */
                values_sha256?: string | null;
                /**
                 * @description `kept`, `altered` (the content is not what the row was made for), or `absent` (erased, or never kept); when values
                 *     were asked for and the request said something.
                 */
                values_state?: string | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_PersonDetail: {
            /** @description The rows. */
            items: {
                /** @description Since when he may only deliver what his phone still holds. */
                deactivated_at?: string | null;
                /** @description Name shown to colleagues. */
                display_name: string;
                /** @description Whether a password was set; without one he needs a sign-in code. */
                has_password: boolean;
                /**
                 * Format: uuid
                 * @description Id.
                 */
                id: string;
                /** @description `zh` or `en`. */
                lang: string;
                /** @description When any of his phones was last heard of. */
                last_contact_at?: string | null;
                /** @description Phone number. */
                phone?: string | null;
                /** @description Roles and where they hold. */
                roles: components["schemas"]["GrantView"][];
                /** @description Where he never goes as a shopper, and why. */
                ties: components["schemas"]["Tie"][];
                /** @description Name to sign in with. */
                username: string;
                /**
                 * Format: int32
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_ProjectView: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int32
                 * @description Of a region: its stations whose audits are published. Of a station: its audits within 180 days.
                 */
                audited: number;
                /**
                 * Format: int32
                 * @description The number of its newest cycle.
                 */
                cycle: number;
                /** @description Its cycle has been open for 60 days without check data (§5.6). */
                flagged: boolean;
                /**
                 * Format: uuid
                 * @description Id; its orders are listed by `/v1/rectifications?project=`.
                 */
                id: string;
                /** @description What was missed. */
                item: components["schemas"]["ProjectItem"];
                /** @description `region`, or `station`: the watch list. */
                kind: components["schemas"]["ProjectKind"];
                /**
                 * Format: int32
                 * @description Of a region: stations that missed it. Of a station: orders of the item within 180 days.
                 */
                missed: number;
                /** @description Day on which it was opened; the instant would be that of a publication or review (decision 22). */
                opened_on: string;
                /** @description The region. */
                org_unit: components["schemas"]["RegionBrief"];
                /** @description Where that cycle stands: `plan`, `do`, `check`, `ended`. */
                phase: components["schemas"]["CyclePhase"];
                /**
                 * Format: int64
                 * @description `missed` of `audited`, bp.
                 */
                share_bp: number;
                /** @description `open`; `withdrawn` after corrections and appeals; `ended` when something was changed for good. */
                state: components["schemas"]["ProjectState"];
                station?: components["schemas"]["StationRef"] | null;
                /** @description Day on which it changed last. */
                updated_on: string;
                /**
                 * Format: int32
                 * @description For `If-Match` with a verb.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_PublicationView: {
            /** @description The rows. */
            items: {
                /** @description When. */
                at: string;
                /**
                 * Format: int32
                 * @description How many audits.
                 */
                audits: number;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `batch` at the hour of publication, `at_once` by head office. */
                kind: string;
                /**
                 * Format: uuid
                 * @description Who published at once.
                 */
                person_id?: string | null;
                /** @description Why at once. */
                reason?: string | null;
                /**
                 * Format: uuid
                 * @description The org unit of an `at_once` publication.
                 */
                scope?: string | null;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_RefusedView: {
            /** @description The rows. */
            items: {
                /**
                 * Format: uuid
                 * @description For which audit.
                 */
                audit_id: string;
                /**
                 * Format: uuid
                 * @description Id of the refusal.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description Who sent it.
                 */
                person_id: string;
                /** @description When it came. */
                received_at: string;
                /**
                 * Format: int32
                 * @description Its revision, if it could be read.
                 */
                revision?: number | null;
                /**
                 * @description `open`; `accepted` once it was judged again with success; `beside` when its revision was taken by then, so that it
                 *     lies beside the audit for the reviewer.
                 */
                state: string;
                /** @description The submission as it came; only when one is read. */
                submission?: Record<string, never> | null;
                /**
                 * @description Why: pointer and code of each violation, and what the code says, in both languages; for a content that collides with
                 *     a stored revision the type of the problem (`revision-conflict`, `not-returned`).
                 */
                violations: components["schemas"]["RefusedFault"][];
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_RevisitView: {
            /** @description The rows. */
            items: {
                assignment?: components["schemas"]["RevisitAssignment"] | null;
                /**
                 * Format: uuid
                 * @description The audit that is the cause.
                 */
                audit_id: string;
                /** @description Whether its cause may be appealed (again): it cannot be planned before that is final. */
                cause_open: boolean;
                /** @description When it was decided. */
                decided_at: string;
                ended?: components["schemas"]["RevisitEnd"] | null;
                /** @description First day of the visit. */
                first_day: string;
                /**
                 * Format: uuid
                 * @description Id; name it as `revisit_id` when you plan its visit.
                 */
                id: string;
                /** @description Last day of the visit. */
                last_day: string;
                /**
                 * Format: uuid
                 * @description The re-visit whose result is the cause.
                 */
                previous?: string | null;
                result?: components["schemas"]["RevisitResult"] | null;
                /** @description Slot of the failed visit. */
                slot: string;
                /** @description Where it stands. */
                state: components["schemas"]["RevisitState"];
                /** @description The station. */
                station: components["schemas"]["StationBrief"];
                /** @description Why: `red_line`, `low_score`, `low_scores`, `overdue_orders`, `false_evidence`. */
                triggers: components["schemas"]["Trigger"][];
                /**
                 * Format: int32
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_RoundView: {
            /** @description The rows. */
            items: {
                /** @description What is answered. */
                checklist: components["schemas"]["ChecklistName"];
                /** @description Unique code. */
                code: string;
                /** @description First day, `YYYY-MM-DD`. */
                first_day: string;
                /**
                 * Format: uuid
                 * @description Id.
                 */
                id: string;
                /** @description Last day. */
                last_day: string;
                /** @description Name in English. */
                name_en: string;
                /** @description Name in Chinese. */
                name_zh: string;
                /**
                 * Format: uuid
                 * @description The unit whose stations are visited.
                 */
                org_unit_id: string;
                /** @description `draft`, `open` or `closed`. */
                state: components["schemas"]["RoundState"];
                /**
                 * Format: int32
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_SeldomView: {
            /** @description The rows. */
            items: {
                /** @description Its city. */
                city: components["schemas"]["Text"];
                /** @description What it lacks. */
                lacks: components["schemas"]["Lack"][];
                /**
                 * Format: int32
                 * @description Night visits of the quarter that are planned or made.
                 */
                nights: number;
                /** @description The station. */
                station: components["schemas"]["StationRef"];
                /**
                 * Format: int32
                 * @description Visits of the month that are planned or made.
                 */
                visits: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_StationOrder: {
            /** @description The rows. */
            items: {
                cancelled?: components["schemas"]["CancelReason"] | null;
                /** @description `T0`, `T1`, `T3`, `T7` or `T30`. */
                class: string;
                extension?: components["schemas"]["ExtensionView"] | null;
                /**
                 * Format: uuid
                 * @description The order.
                 */
                id: string;
                if_issued?: components["schemas"]["IfIssued"] | null;
                /** @description Until when the office may issue the draft itself; then the system does. */
                issue_by?: string | null;
                /** @description What was missed. */
                item: components["schemas"]["OrderItem"];
                /** @description A plan has to be given. */
                plan_needed: boolean;
                /** @description The same was found and fixed before: its cause has to be named with the submission. */
                root_cause_needed: boolean;
                /** @description What the policy gives its class. */
                rules: components["schemas"]["OrderRules"];
                /** @description Where it stands. */
                state: components["schemas"]["OrderState"];
                /** @description The station. */
                station: components["schemas"]["StationRef"];
                /** @description Its clocks. */
                times: components["schemas"]["OrderTimes"];
                /**
                 * Format: int32
                 * @description For `If-Match`; the same as the ETag.
                 */
                version: number;
                /** @description Day of the visit. */
                visit_day: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_StationRow: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int32
                 * @description Base score.
                 */
                base_bp?: number | null;
                /** @description The checklist version. */
                checklist: components["schemas"]["AuditChecklist"];
                /**
                 * Format: int32
                 * @description Final score.
                 */
                final_bp?: number | null;
                /** @description Its grade, as the audit's own page has it; absent when nothing was answered. */
                grade?: string | null;
                /**
                 * Format: uuid
                 * @description The audit.
                 */
                id: string;
                /** @description Day or night, no finer. */
                part_of_day: components["schemas"]["PartOfDay"];
                /** @description Day of publication. */
                publish_day: string;
                /**
                 * Format: int32
                 * @description Failed red lines.
                 */
                red_lines: number;
                /**
                 * Format: int32
                 * @description Stars, 5 to 0.
                 */
                stars?: number | null;
                /** @description The station. */
                station: components["schemas"]["StationRef"];
                /** @description Score of each touchpoint that was answered. */
                touchpoints: components["schemas"]["TouchpointBrief"][];
                /** @description Day of the visit. */
                visit_day: string;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_UnitView: {
            /** @description The rows. */
            items: {
                /** @description Unique code. */
                code: string;
                /**
                 * Format: uuid
                 * @description Id.
                 */
                id: string;
                /**
                 * Format: int32
                 * @description 0 headquarters, 1 province, 2 city, 3 district.
                 */
                level: number;
                /** @description Name in English. */
                name_en: string;
                /** @description Name in Chinese. */
                name_zh: string;
                /**
                 * Format: uuid
                 * @description The unit above; absent for the top.
                 */
                parent_id?: string | null;
                /**
                 * Format: int32
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        List_WebhookView: {
            /** @description The rows. */
            items: {
                /** @description Whether it takes new events. */
                active: boolean;
                /** @description The address; of a robot only its host, since the rest holds its key. */
                address: string;
                /** @description When it was set up. */
                created_at: string;
                /**
                 * Format: int64
                 * @description Deliveries that are not tried any more.
                 */
                dead: number;
                /**
                 * Format: uuid
                 * @description Id.
                 */
                id: string;
                /** @description The word that every message of a robot holds. */
                keyword?: string | null;
                /** @description `webhook`, `wecom`, `dingtalk` or `feishu`. */
                kind: string;
                /** @description The kinds of events that it takes; empty: all. */
                kinds: string[];
                /** @description Language of the messages: `zh` or `en`. */
                lang: string;
                /** @description Name for people. */
                name: string;
                /** @description Until when the secret before signs too. */
                old_secret_until?: string | null;
                /**
                 * Format: uuid
                 * @description It is told of the stations of this unit and below; absent: of the whole network.
                 */
                org_unit_id?: string | null;
                /** @description Whether messages are signed. */
                signed: boolean;
                stopped?: components["schemas"]["ReasonView"] | null;
                /**
                 * Format: int32
                 * @description For `If-Match`.
                 */
                version: number;
                /**
                 * Format: int64
                 * @description Deliveries that wait.
                 */
                waiting: number;
            }[];
            /** @description Send it back as `cursor` for the next page; absent on the last one. */
            next_cursor?: string | null;
        };
        /** @description A message on its way out, whatever the channel. */
        LoggedDelivery: {
            /** @description When it happened. */
            at: string;
            /**
             * Format: int32
             * @description Tries so far, since the last replay.
             */
            attempts: number;
            /** @description `mail`, `webhook`, `wecom`, `dingtalk` or `feishu`. */
            channel: string;
            /** @description When it was recorded. */
            created_at: string;
            /** @description The kind of the digest in which several went out together. */
            digest?: string | null;
            /** @description When it was delivered or given up. */
            ended_at?: string | null;
            /**
             * Format: uuid
             * @description Id of the event.
             */
            event_id: string;
            /**
             * Format: uuid
             * @description Id of the delivery.
             */
            id: string;
            /** @description What happened, for example `order.issued`. */
            kind: string;
            /** @description Before when it is not tried again, while it waits. */
            next_at?: string | null;
            reason?: components["schemas"]["ReasonView"] | null;
            /** @description `waiting`, `delivered` or `dead`. */
            state: string;
            stopped?: components["schemas"]["ReasonView"] | null;
            /** @description Whether somebody only wanted to try the destination. */
            test: boolean;
            /** @description To whom. */
            to: components["schemas"]["Addressee"];
            /** @description When it was tried last. */
            tried_at?: string | null;
        };
        /** @description One write of a desk. */
        LogRow: {
            /** @description When the request came. */
            at: string;
            /** @description Hash of the row, once it is chained. */
            hash?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Method and path template, for example `POST /v1/audits/{audit_id}/accept`. */
            operation: string;
            /** @description The path as it was asked for. */
            path: string;
            /**
             * Format: uuid
             * @description Who asked; null for a sign-in that nobody stands for.
             */
            person_id?: string | null;
            /**
             * Format: uuid
             * @description The request, as in its answer's `X-Request-Id`.
             */
            request_id: string;
            /**
             * Format: int64
             * @description Its place in the chain; absent for the few seconds until it has one.
             */
            seq?: number | null;
            /** @description Its id. */
            subject_id?: string | null;
            /** @description Kind of what was written to: the word of its collection. */
            subject_kind: string;
            /** @description What the request said; absent unless asked for, and when it was erased. */
            values?: string | null;
            /**
             * @description Salt of `values_sha256`, in hex: SHA-256 over salt and content proves the content, also one that is not kept: of an import
             *     and of what is longer than 256 KiB.
             */
            values_salt?: string | null;
            /** @description Salted SHA-256 of what the request said; null when it said nothing, or secrets only. */
            values_sha256?: string | null;
            /**
             * @description `kept`, `altered` (the content is not what the row was made for), or `absent` (erased, or never kept); when values
             *     were asked for and the request said something.
             */
            values_state?: string | null;
        };
        /** @description Why the phone no longer has a photo. */
        Lost: {
            /** @description In the shopper's words. */
            reason: string;
        };
        /** @description A destination with a secret that was made just now. */
        MadeWebhook: components["schemas"]["WebhookView"] & {
            /** @description How to get a secret when this answer has none. */
            again: string;
            /** @description The secret that signs, `whsec_…`; null for robots and in the answer to a repeat, since it is never shown again. */
            secret?: string | null;
        };
        /** @description One line of the photo manifest. */
        ManifestPhoto: {
            /**
             * Format: int64
             * @description Length, 1 to [`limits::PHOTO_BYTES`].
             */
            bytes: number;
            content_type: components["schemas"]["ContentType"];
            fix?: components["schemas"]["Fix"] | null;
            kind: components["schemas"]["PhotoKind"];
            /**
             * Format: uuid
             * @description Random v4, made by the phone; belongs to one audit, one SHA-256 and one length for ever (decision 3).
             */
            photo_id: string;
            /** @description SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
            sha256: string;
            /**
             * Format: int64
             * @description Wall clock of the phone when the picture was taken, epoch ms.
             */
            taken_at: number;
        };
        /** @description What was read. */
        MarkRead: {
            /** @description These lines. */
            ids?: string[];
            /** @description Everything that came at or before this instant. */
            up_to?: string | null;
        };
        /** @description An order that is named. */
        NamedOrder: {
            /** @description Its class. */
            class: string;
            /** @description By when it had to be submitted. */
            due_at?: string | null;
            /**
             * Format: uuid
             * @description The order.
             */
            id: string;
            /** @description The item. */
            item: string;
            /** @description Code of the station. */
            station_code: string;
            /**
             * Format: uuid
             * @description Its station.
             */
            station_id: string;
        };
        /** @description Asks for an N/A with the shopper's reason. */
        NaRequest: {
            /** @description Never empty. */
            reason: string;
        };
        /** @description A visit to plan. */
        NewAssignment: {
            /**
             * Format: uuid
             * @description Random v4 UUID, made by the client: a repeat changes nothing.
             */
            id: string;
            /** @description Why a rule of visits is passed over. */
            override_reason?: string | null;
            purchase?: components["schemas"]["Purchase"] | null;
            /** @description Scripted question in English. */
            question_en?: string | null;
            /** @description Scripted question in Chinese. */
            question_zh?: string | null;
            /**
             * Format: uuid
             * @description The re-visit that it makes: another shopper, the slot and the days that `/v1/revisits` names.
             */
            revisit_id?: string | null;
            /**
             * Format: uuid
             * @description Round: draft or open.
             */
            round_id: string;
            /** @description Whether to use a self-service pump. */
            self_service?: boolean;
            /**
             * Format: uuid
             * @description An active shopper whom you see.
             */
            shopper_id: string;
            /** @description A slot of the round's checklist, for example `night`. */
            slot: string;
            /**
             * Format: uuid
             * @description Station below the round's unit.
             */
            station_id: string;
            /** @description End of the window; the whole visit lies in window and slot. */
            window_end: string;
            /** @description Beginning of the window, RFC 3339; within the round. */
            window_start: string;
        };
        /** @description A call that is recorded. */
        NewCall: {
            /**
             * Format: uuid
             * @description Who was called: somebody of the list.
             */
            callee: string;
            /** @description What was said. */
            note?: string | null;
            /** @description Whether he answered. */
            reached: boolean;
        };
        /** @description The contacts as they are to be. */
        NewContacts: {
            /** @description On duty. */
            duty?: string[];
            /** @description Engineering. */
            engineering?: string[];
            /** @description The head. */
            head?: string[];
            /** @description Safety. */
            safety?: string[];
        };
        /** @description What is asked for. */
        NewExport: {
            /** @description The filters of the list or report that it mirrors, by the same names. */
            filter?: Record<string, never>;
            /** @description How it is written: tables as `csv`, `xlsx` or `parquet`, reports as `pdf`. */
            format: components["schemas"]["ExportFormat"];
            /** @description What the file holds. */
            kind: components["schemas"]["ExportKind"];
            /** @description `zh` or `en`; default: the language of the request. */
            lang?: string | null;
        };
        /** @description What he wants. */
        NewNotifications: {
            /** @description By kind: `on`, `off` or `digest`; a kind that is absent is on. */
            choices?: {
                [key: string]: string;
            };
            /** @description Where he gets e-mail; null or absent: nowhere. */
            email?: string | null;
        };
        /** @description Change of the own password. */
        NewPassword: {
            /** @description The new one: at least 8 characters. */
            new_password: string;
            /** @description The password in force. */
            old_password: string;
        };
        /** @description Days by kind; what is absent is as the policy says. */
        NewPeriods: {
            /** @description `originals`, `evidence`, `unused_evidence`, `positions`, `people`. */
            days: {
                [key: string]: number;
            };
            /** @description Why; it stands in the audit log. */
            reason: string;
        };
        /** @description A new person. */
        NewPerson: {
            /** @description Name shown to colleagues. */
            display_name: string;
            /** @description `zh` (default) or `en`. */
            lang?: string | null;
            /** @description Phone number. */
            phone?: string | null;
            /**
             * @description Roles and where they hold: planners give `shopper` within their scope, administrators any role within theirs.
             *     `station` names a station, `region` a unit; nobody holds `shopper` or `reviewer` with `station` or `region`.
             */
            roles: components["schemas"]["GrantView"][];
            /** @description Name to sign in with; unique; up to 40 letters, digits, `.`, `_`, `-`, `@`. */
            username: string;
        };
        /** @description A new profile. */
        NewProfile: {
            /** @description Flags `st.…`, all of them; an absent one has the default of the checklist. */
            flags: Record<string, never>;
            /** @description Since when it is in force (RFC 3339); default now; not before the newest revision. */
            in_force_from?: string | null;
        };
        /** @description A new round. */
        NewRound: {
            /** @description A published version that is not withdrawn. */
            checklist: components["schemas"]["ChecklistName"];
            /** @description Unique code: letters, digits, `.`, `_`, `-`; up to 40. */
            code: string;
            /** @description First day, `YYYY-MM-DD`. */
            first_day: string;
            /** @description Last day; at most 366 days in all. */
            last_day: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: uuid
             * @description The unit whose stations are visited.
             */
            org_unit_id: string;
        };
        /** @description A new station. */
        NewStation: {
            /** @description Address. */
            address?: string;
            /** @description City in English. */
            city_en?: string;
            /** @description City in Chinese. */
            city_zh?: string;
            /** @description Unique code: letters, digits, `.`, `_`, `-`; up to 40. */
            code: string;
            /** @description Flags `st.…` of the first profile revision; an absent flag has the default of the checklist. */
            flags?: Record<string, never>;
            /**
             * Format: int64
             * @description Latitude in 1e-7 degrees; together with the longitude.
             */
            lat_e7?: number | null;
            /**
             * Format: int64
             * @description Longitude in 1e-7 degrees.
             */
            lon_e7?: number | null;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: uuid
             * @description The unit it belongs to.
             */
            org_unit_id: string;
            /** @description Time zone; default `Asia/Shanghai`. */
            tz?: string | null;
        };
        /** @description A new unit. */
        NewUnit: {
            /** @description Unique code: letters, digits, `.`, `_`, `-`; up to 40. */
            code: string;
            /**
             * Format: int32
             * @description 0 headquarters, 1 province, 2 city, 3 district; deeper than its parent.
             */
            level: number;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: uuid
             * @description The unit above; absent for the top of a tree.
             */
            parent_id?: string | null;
        };
        /** @description A new webhook or robot. */
        NewWebhook: {
            /** @description Where it is sent to, https. */
            address: string;
            /** @description The word that the robot asks for (自定义关键词). */
            keyword?: string | null;
            /** @description `webhook`, `wecom`, `dingtalk` or `feishu`. */
            kind: string;
            /** @description Kinds of events; absent or empty: all. */
            kinds?: string[];
            /** @description Language of the messages: `zh` (default) or `en`. */
            lang?: string | null;
            /** @description Name for people. */
            name: string;
            /**
             * Format: uuid
             * @description Stations of this unit and below; absent: the whole network, for whoever covers it.
             */
            org_unit_id?: string | null;
            /** @description The secret of a signed robot of DingTalk or Feishu. That of a webhook is made here. */
            secret?: string | null;
        };
        /** @description A note for the station. */
        Note: {
            /** @description The item. */
            item: string;
            /** @description The reviewer's words. */
            note: string;
        };
        /** @description The body of a verb that needs none: empty, or `{}`. */
        Nothing: Record<string, never>;
        /** @description How the caller is told. */
        Notifications: {
            /** @description When what is told once a day goes out. */
            daily_at: string;
            /** @description Where he gets e-mail. */
            email?: string | null;
            /** @description Every kind of event, and what he chose. */
            kinds: components["schemas"]["KindChoice"][];
            /** @description `ready`, `no_address`, `stopped`, or `no_mail_server`: then nothing is queued for e-mail. */
            mail: string;
            /** @description When the night begins in which nothing but a T0 that asks to act is sent, in Shanghai. */
            quiet_from: string;
            /** @description When it ends. */
            quiet_to: string;
            stopped?: components["schemas"]["ReasonView"] | null;
        };
        /**
         * @description Why a visit could not be made.
         * @enum {string}
         */
        Obstacle: "closed" | "no_fuel" | "unsafe" | "wrong_address";
        /** @description A station that is not covered yet. */
        OpenStation: {
            /** @description Code. */
            code: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /** @description How far it is: `nothing`, `assigned`, `delivered` or `approved`. */
            stage: string;
            /**
             * Format: uuid
             * @description Station.
             */
            station_id: string;
        };
        /** @description One verb for many orders. */
        OrderBulk: {
            /** @description Up to 200 orders. */
            items: components["schemas"]["OrderRef"][];
            /** @description Why; needed to cancel, and for deadlines other than the policy's. */
            reason?: string | null;
            /** @description What is done. */
            verb: components["schemas"]["BulkVerb"];
        };
        /** @description What became of many orders. */
        OrderBulkAnswer: {
            /** @description Rows that were done. */
            done: number;
            /** @description Rows that were not. */
            refused: number;
            /** @description One per item, in order. */
            results: components["schemas"]["OrderBulkResult"][];
        };
        /** @description What became of one order. */
        OrderBulkResult: {
            /** @description Why not: `not_found`, `stale_version`, or a code of the verb itself. */
            code?: string | null;
            /**
             * Format: uuid
             * @description The order.
             */
            id: string;
            /** @description The same in the language of the request. */
            message?: string | null;
            state?: components["schemas"]["OrderState"] | null;
            /** @description `done` or `refused`. */
            status: string;
            /**
             * Format: int32
             * @description Its version now.
             */
            version?: number | null;
        };
        /** @description One order; `view` says how it is shown, which the caller's roles decide. */
        OrderCase: (components["schemas"]["DeskOrder"] & {
            /** @enum {string} */
            view: "desk";
        }) | (components["schemas"]["StationOrder"] & {
            /** @enum {string} */
            view: "station";
        });
        /** @description How many orders a project has. */
        OrderCounts: {
            /**
             * Format: int64
             * @description Those that are open.
             */
            open: number;
            /**
             * Format: int64
             * @description Of these, those that are overdue.
             */
            overdue: number;
            /**
             * Format: int64
             * @description All of them.
             */
            total: number;
        };
        /** @description What a verb answers. */
        OrderDone: {
            /** @description By when it has to be submitted. */
            due_at?: string | null;
            /**
             * Format: uuid
             * @description The extension that was asked for.
             */
            extension_id?: string | null;
            /**
             * Format: uuid
             * @description The order.
             */
            id: string;
            /** @description The submission is checked on site. */
            on_site_check: boolean;
            /** @description Whether it is overdue. */
            overdue: boolean;
            /**
             * Format: int32
             * @description The year for which the calendar is missing.
             */
            pending_calendar?: number | null;
            /** @description Its state now. */
            state: components["schemas"]["OrderState"];
            /**
             * Format: int32
             * @description Its version now; the same as the ETag.
             */
            version: number;
        };
        /** @description A finding that an order rests on. */
        OrderFinding: {
            /**
             * Format: uuid
             * @description The audit.
             */
            audit_id: string;
            /** @description It opened the order; else it joined it. */
            opened: boolean;
            /** @description The visit was on the day of the submission that is to be verified, or later. */
            seen_after_submission: boolean;
            /** @description Day of the visit. */
            visit_day: string;
        };
        /** @description The item that was missed. */
        OrderItem: {
            /**
             * @description What shows that it is fixed, beside a picture before and one after: of a `repair` a work order or an invoice, of
             *     `behaviour` a signed training record and a drill clip, of a `price` a picture of both prices in one frame (§5.4).
             */
            fix?: string | null;
            /** @description Its id, the same in every version of the checklist. */
            id: string;
            /**
             * Format: int32
             * @description Its number in the version it was found with.
             */
            n?: number | null;
            /** @description `critical`, `major` or `minor`. */
            severity: string;
            text?: components["schemas"]["Text"] | null;
        };
        /** @description A page of orders; `view` says how they are shown, which the caller's roles decide. */
        OrderList: (components["schemas"]["List_DeskOrder"] & {
            /** @enum {string} */
            view: "desk";
        }) | (components["schemas"]["List_StationOrder"] & {
            /** @enum {string} */
            view: "station";
        });
        /** @description An order as it was seen. */
        OrderRef: {
            /** @description For `issue`: another deadline than the policy's, within the class with its longest extension. */
            due_at?: string | null;
            /**
             * Format: uuid
             * @description The order.
             */
            id: string;
            /**
             * Format: int32
             * @description The version that was seen.
             */
            version: number;
        };
        /** @description What the policy gives the class of an order. */
        OrderRules: {
            /**
             * @description Which clocks run in working days: `acknowledge`, `contain`, `plan`, `fix`, `wait` for the verifier. The others run in
             *     hours or calendar days.
             */
            in_working_days: string[];
            longest_extension?: components["schemas"]["Length"] | null;
        };
        /** @enum {string} */
        OrderState: "draft" | "issued" | "acknowledged" | "submitted" | "verified" | "closed" | "cancelled";
        /** @description Everything about one order. */
        OrderTimeline: {
            /** @description What happened, in order. */
            entries: components["schemas"]["TimelineEntry"][];
            /** @description Files that were handed in. */
            evidence: components["schemas"]["EvidenceRef"][];
            extension?: components["schemas"]["ExtensionView"] | null;
            /** @description What it rests on: audits that are published, and for desks the others too. */
            findings: components["schemas"]["OrderFinding"][];
            /** @description The order as it stands. */
            order: components["schemas"]["OrderCase"];
            /**
             * Format: int32
             * @description For `If-Match`; the same as the ETag.
             */
            version: number;
        };
        /** @description The clocks of an order and what was done by when. All instants are those of the order, not of the visit. */
        OrderTimes: {
            /** @description By when it has to be acknowledged. */
            acknowledge_by?: string | null;
            /** @description When it was acknowledged. */
            acknowledged_at?: string | null;
            /** @description By when it has to be checked on site. */
            check_by?: string | null;
            /** @description When it was closed. */
            closed_at?: string | null;
            /** @description By when the danger has to be contained. */
            contain_by?: string | null;
            /** @description When the danger was contained. */
            contained_at?: string | null;
            /** @description By when it has to be submitted; absent while `pending_calendar`. */
            due_at?: string | null;
            /** @description It is or was overdue at some time. */
            ever_overdue: boolean;
            /** @description When it was issued; absent of a draft. */
            issued_at?: string | null;
            /** @description A submission waits for a check on site. */
            on_site_check: boolean;
            /** @description Whether it was submitted on time; absent before a submission. */
            on_time?: boolean | null;
            /** @description It is overdue now. */
            overdue: boolean;
            /** @description Since when it stands still for an appeal. */
            paused_since?: string | null;
            /**
             * Format: int32
             * @description The year for which the calendar is missing, when a deadline waits for it.
             */
            pending_calendar?: number | null;
            /** @description By when there has to be a plan. */
            plan_by?: string | null;
            /** @description When a plan was given. */
            planned_at?: string | null;
            /**
             * Format: int32
             * @description Rejections so far.
             */
            round: number;
            /** @description When its clock began to run. */
            starts_at?: string | null;
            /** @description When it was submitted last. */
            submitted_at?: string | null;
            /** @description When it was verified. */
            verified_at?: string | null;
            /** @description The verifier, or the check on site, is late; the station is not by that. */
            verifier_late: boolean;
            /** @description By when it has to be verified. */
            verify_by?: string | null;
        };
        /** @description An assignment as its shopper sees it. */
        OwnAssignment: {
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description Whether the slot is a night slot. */
            night: boolean;
            /** @description What to buy. */
            purchase: components["schemas"]["Purchase"];
            /** @description Scripted question in English. */
            question_en?: string | null;
            /** @description Scripted question in Chinese. */
            question_zh?: string | null;
            /**
             * Format: uuid
             * @description Round.
             */
            round_id: string;
            /** @description Whether to use a self-service pump. */
            self_service: boolean;
            /** @description Slot of the checklist. */
            slot: string;
            /** @description `issued`, `declined`, `impossible`, `delivered` or `withdrawn`. */
            state: components["schemas"]["AssignmentState"];
            /** @description Station. */
            station: components["schemas"]["StationBrief"];
            /**
             * Format: int32
             * @description Version.
             */
            version: number;
            /** @description End of the window. */
            window_end: string;
            /** @description Beginning of the window. */
            window_start: string;
        };
        /** @description The profile as station and region see it. Neither its number nor its instant: a revision may stem from a visit. */
        OwnProfile: {
            /** @description Flags `st.…`; an absent one has the default of the checklist. */
            flags: Record<string, never>;
        };
        /** @description A station as station and region see it: no instants of anybody's work on it. */
        OwnStation: {
            /** @description Address. */
            address: string;
            /** @description City in English. */
            city_en: string;
            /** @description City in Chinese. */
            city_zh: string;
            /** @description Unique code. */
            code: string;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /**
             * Format: int64
             * @description Latitude in 1e-7 degrees.
             */
            lat_e7?: number | null;
            /**
             * Format: int64
             * @description Longitude in 1e-7 degrees.
             */
            lon_e7?: number | null;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: uuid
             * @description The unit it belongs to.
             */
            org_unit_id: string;
            profile?: components["schemas"]["OwnProfile"] | null;
            /** @description Time zone. */
            tz: string;
        };
        /** @description A part of a clip. */
        Part: {
            /**
             * Format: int64
             * @description Its length.
             */
            bytes: number;
            /** @description SHA-256 of its bytes, in hex. */
            sha256: string;
        };
        /** @enum {string} */
        PartOfDay: "day" | "night";
        /** @description What an import of people did. */
        PeopleReport: components["schemas"]["ImportReport"] & {
            /** @description How to get a code when this answer has none. */
            again: string;
            /** @description One-time sign-in codes of the new people; null in a dry run and in the answer to a repeat. */
            codes?: components["schemas"]["PrintedCode"][] | null;
        };
        /** @description Changes of a person; what is absent stays. */
        PersonChange: {
            /** @description `true`: no new visits; what his phone holds is still taken, for 30 days. `false`: active again. */
            deactivated?: boolean | null;
            /** @description Name shown to colleagues. */
            display_name?: string | null;
            /** @description `zh` or `en`. */
            lang?: string | null;
            /** @description Phone number; empty to take it away. */
            phone?: string | null;
            /** @description All roles from now on. */
            roles?: components["schemas"]["GrantView"][] | null;
            /** @description All ties from now on: stations that he never visits as a shopper (§2.4). Visits that are planned already stay. */
            ties?: components["schemas"]["Tie"][] | null;
        };
        /** @description A person as planners, head office and administrators see him. */
        PersonDetail: {
            /** @description Since when he may only deliver what his phone still holds. */
            deactivated_at?: string | null;
            /** @description Name shown to colleagues. */
            display_name: string;
            /** @description Whether a password was set; without one he needs a sign-in code. */
            has_password: boolean;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description `zh` or `en`. */
            lang: string;
            /** @description When any of his phones was last heard of. */
            last_contact_at?: string | null;
            /** @description Phone number. */
            phone?: string | null;
            /** @description Roles and where they hold. */
            roles: components["schemas"]["GrantView"][];
            /** @description Where he never goes as a shopper, and why. */
            ties: components["schemas"]["Tie"][];
            /** @description Name to sign in with. */
            username: string;
            /**
             * Format: int32
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description A person. */
        PersonRef: {
            /**
             * Format: uuid
             * @description The person.
             */
            id: string;
            /** @description His name. */
            name: string;
        };
        /** @description The caller as he sees himself. */
        PersonView: {
            /** @description Name shown to colleagues. */
            display_name: string;
            /**
             * Format: uuid
             * @description The person.
             */
            id: string;
            /** @description Roles and where they hold. */
            roles: components["schemas"]["GrantView"][];
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description A photo of a returned audit. */
        PhotoForPhone: {
            /**
             * Format: uuid
             * @description The photo.
             */
            photo_id: string;
            /** @description What the server knows about its bytes. */
            state: components["schemas"]["PhotoState"];
        };
        /** @description A photo of what came in the way. Its bytes follow: the report's receipt tells where to send them. */
        PhotoInput: {
            /**
             * Format: int64
             * @description Length in bytes.
             */
            bytes: number;
            /** @description What it is; a JPEG if nothing is said. */
            content_type?: components["schemas"]["Picture"];
            /**
             * Format: uuid
             * @description Random v4 UUID made by the phone.
             */
            photo_id: string;
            /** @description SHA-256, 64 lower-case hexadecimal digits. */
            sha256: string;
        };
        /** @enum {string} */
        PhotoKind: "scene" | "receipt" | "screen" | "document";
        /** @enum {string} */
        PhotoReason: "occupied" | "forbidden" | "unsafe" | "challenged";
        /** @enum {string} */
        PhotoState: "missing" | "stored" | "verified" | "rejected" | "unusable" | "lost";
        /**
         * @description What a photo of a report may be.
         * @enum {string}
         */
        Picture: "image/jpeg" | "image/png" | "image/webp";
        /** @description One piece of evidence. */
        Piece: {
            /**
             * Format: uuid
             * @description `PUT /v1/evidence/{id}`; its bytes have to be verified.
             */
            id: string;
            /** @description What it shows. */
            role: components["schemas"]["PieceRole"];
        };
        /**
         * @description What a piece of evidence shows (§5.4).
         * @enum {string}
         */
        PieceRole: "before" | "after" | "document";
        /** @description Where a file was taken. */
        PlaceView: {
            /**
             * Format: int64
             * @description Radius in which the position service believed itself, m.
             */
            accuracy_m: number;
            /** @description Beyond the tolerance of the fence that visits are judged by, however the position may err (§2.5). */
            away: boolean;
            /**
             * Format: int64
             * @description From the station, m; absent where nobody knows where that is.
             */
            distance_m?: number | null;
            /** @description The device said that a mock provider told it. */
            mocked: boolean;
        };
        /** @description How and when it will be fixed. */
        Plan: {
            /** @description Who answers for it. */
            owner?: string | null;
            /** @description What will be done. */
            plan: string;
        };
        /** @description The plan of a cycle, as it was corrected last. */
        PlanView: {
            /** @description The cause. */
            cause: string;
            /** @description `five_why`, `fishbone` or `brainstorm`. */
            cause_kind: string;
            /** @description Until when. */
            due_on: string;
            /** @description What will be done. */
            measure: string;
            /** @description Who answers for it. */
            owner: string;
            /** @description When it was written last. */
            planned_at: string;
            /**
             * Format: int32
             * @description Satisfaction that is wanted beside it, bp.
             */
            satisfaction_target_bp?: number | null;
            /**
             * Format: int32
             * @description Pass rate of the item that is wanted, bp.
             */
            target_bp: number;
        };
        /** @description One period. */
        PointView: {
            /**
             * Format: int64
             * @description Audits that count.
             */
            audits: number;
            /**
             * Format: int64
             * @description Failed critical items.
             */
            critical_misses: number;
            /**
             * Format: int32
             * @description Audits that passed ÷ audits.
             */
            pass_rate_bp?: number | null;
            /** @description The month, quarter or year. */
            period: string;
            /**
             * Format: int32
             * @description Mean over stations with a score, one station one vote.
             */
            score_bp?: number | null;
            /**
             * Format: int32
             * @description Stations with a score.
             */
            stations: number;
            /** @description Means of the touchpoints. */
            touchpoints: (number | null)[];
        };
        /** @description The rules in force. */
        PolicyView: {
            /** @description Terms of appeals. */
            appeals: components["schemas"]["AppealTerms"];
            /** @description Every class, the strictest first. */
            classes: components["schemas"]["ClassView"][];
            /**
             * Format: int64
             * @description The hour at which deadlines fall due, and drafts are issued by the system.
             */
            close_hour: number;
            /** @description Its id. */
            id: string;
            /** @description The ladder, in its order. */
            ladder: components["schemas"]["RungView"][];
            /**
             * Format: int64
             * @description A reminder that is recorded later than this after its instant is marked late, minutes.
             */
            late_after_minutes: number;
            /** @description Hours between which orders of 24 hours wait for the morning. */
            night_hours: number[];
            /**
             * Format: int64
             * @description The hour of working days at which publication happens.
             */
            publication_hour: number;
            /**
             * Format: int32
             * @description Rejections that send an order up one level.
             */
            rejections_up: number;
            /** @description Its title. */
            title: components["schemas"]["Text"];
            /** @description What follows from repeats and scores. */
            triggers: components["schemas"]["TriggersView"];
            /**
             * Format: int32
             * @description Its version; an order keeps that with which it was issued.
             */
            version: number;
        };
        /** @description A line to print and hand over. */
        PrintedCode: {
            /** @description The code. */
            code: string;
            /** @description Name of the person. */
            display_name: string;
            /** @description Until when it works. */
            expires_at: string;
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description `application/problem+json`. */
        ProblemDocument: Record<string, never> & {
            /** @description What exactly is the matter. */
            detail?: string | null;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description Short title in the language of the request. */
            title: string;
            /** @description Address of the type, for example `/problems/invalid`; it answers with its explanation. */
            type: string;
            /** @description Input errors, all at once. */
            violations?: components["schemas"]["ViolationDocument"][];
        };
        /** @description All profile revisions of a station. */
        Profiles: {
            /** @description Oldest first. */
            items: components["schemas"]["ProfileView"][];
        };
        /** @description A profile revision. Revisions are never edited. */
        ProfileView: {
            /** @description Flags `st.…`; an absent one has the default of the checklist. */
            flags: Record<string, never>;
            /** @description Since when it is in force. */
            in_force_from: string;
            /**
             * Format: int32
             * @description 1, 2, …
             */
            revision: number;
        };
        /** @description How a cycle ends. */
        ProjectAct: {
            /** @description In words. */
            note: string;
            /** @description What was changed for good: `standard`, `script` or `drill`; or `reopen`: a new cycle. */
            outcome: components["schemas"]["ActOutcome"];
            satisfaction?: components["schemas"]["SatisfactionFigure"] | null;
        };
        /** @description Something that was done. */
        ProjectAction: {
            /** @description Ids of evidence: `PUT /v1/evidence/{id}`. */
            evidence?: string[];
            /** @description What. */
            text: string;
        };
        /** @description A project with its record. */
        ProjectCase: components["schemas"]["ProjectView"] & {
            /** @description Its cycles, the first one first. */
            cycles: components["schemas"]["CycleView"][];
            /** @description What was done, in order. */
            history: components["schemas"]["ProjectEntry"][];
            /** @description The orders that are grouped under it, as far as the caller sees them. */
            orders: components["schemas"]["OrderCounts"];
        };
        /** @description A line of history. */
        ProjectEntry: {
            /** @description When. */
            at: string;
            /**
             * Format: int32
             * @description In which cycle.
             */
            cycle: number;
            /** @description Its words as they were then. */
            data: Record<string, never>;
            /** @description His name, where the caller may know it. */
            name?: string | null;
            /** @description The role of who did it. */
            role: string;
            /** @description `plan`, `action` or `act`. */
            what: string;
        };
        /** @description The item of a project. */
        ProjectItem: {
            /** @description Text in English. */
            en: string;
            /** @description Id, the same in every version of a checklist. */
            id: string;
            /** @description Text in Chinese. */
            zh: string;
        };
        /** @enum {string} */
        ProjectKind: "region" | "station";
        /** @description Why it is so, and what will be done. */
        ProjectPlan: {
            /** @description The cause, with the notes of how it was found. */
            cause: string;
            /** @description How the cause was found: `five_why`, `fishbone` or `brainstorm`. */
            cause_kind: components["schemas"]["CauseKind"];
            /** @description Until when: `YYYY-MM-DD`. */
            due_on: string;
            /** @description What will be done. */
            measure: string;
            /** @description Who answers for it. */
            owner: string;
            /**
             * Format: int32
             * @description Satisfaction of customers that is wanted beside it, bp; absent: none.
             */
            satisfaction_target_bp?: number | null;
            /**
             * Format: int32
             * @description Pass rate of the item that is wanted in each of the next two rounds, bp.
             */
            target_bp: number;
        };
        /** @enum {string} */
        ProjectState: "open" | "withdrawn" | "ended";
        /** @description One problem of a region, or of a station. */
        ProjectView: {
            /**
             * Format: int32
             * @description Of a region: its stations whose audits are published. Of a station: its audits within 180 days.
             */
            audited: number;
            /**
             * Format: int32
             * @description The number of its newest cycle.
             */
            cycle: number;
            /** @description Its cycle has been open for 60 days without check data (§5.6). */
            flagged: boolean;
            /**
             * Format: uuid
             * @description Id; its orders are listed by `/v1/rectifications?project=`.
             */
            id: string;
            /** @description What was missed. */
            item: components["schemas"]["ProjectItem"];
            /** @description `region`, or `station`: the watch list. */
            kind: components["schemas"]["ProjectKind"];
            /**
             * Format: int32
             * @description Of a region: stations that missed it. Of a station: orders of the item within 180 days.
             */
            missed: number;
            /** @description Day on which it was opened; the instant would be that of a publication or review (decision 22). */
            opened_on: string;
            /** @description The region. */
            org_unit: components["schemas"]["RegionBrief"];
            /** @description Where that cycle stands: `plan`, `do`, `check`, `ended`. */
            phase: components["schemas"]["CyclePhase"];
            /**
             * Format: int64
             * @description `missed` of `audited`, bp.
             */
            share_bp: number;
            /** @description `open`; `withdrawn` after corrections and appeals; `ended` when something was changed for good. */
            state: components["schemas"]["ProjectState"];
            station?: components["schemas"]["StationRef"] | null;
            /** @description Day on which it changed last. */
            updated_on: string;
            /**
             * Format: int32
             * @description For `If-Match` with a verb.
             */
            version: number;
        };
        /** @description A change of a published audit that another person decides. */
        ProposalView: {
            /** @description When. */
            decided_at?: string | null;
            decided_by?: components["schemas"]["PersonRef"] | null;
            /** @description Why so. */
            decision_reason?: string | null;
            /**
             * Format: uuid
             * @description The proposal.
             */
            id: string;
            /** @description `correct` or `void`. */
            kind: string;
            /** @description What is to change. */
            payload: unknown;
            /** @description When. */
            proposed_at: string;
            /** @description Who proposed it. */
            proposed_by: components["schemas"]["PersonRef"];
            /** @description Why. */
            reason: string;
            /** @description `open`, `confirmed` or `dismissed`. */
            state: string;
        };
        /** @description A publication. */
        PublicationView: {
            /** @description When. */
            at: string;
            /**
             * Format: int32
             * @description How many audits.
             */
            audits: number;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `batch` at the hour of publication, `at_once` by head office. */
            kind: string;
            /**
             * Format: uuid
             * @description Who published at once.
             */
            person_id?: string | null;
            /** @description Why at once. */
            reason?: string | null;
            /**
             * Format: uuid
             * @description The org unit of an `at_once` publication.
             */
            scope?: string | null;
        };
        /** @description A published result. */
        PublishedRevision: {
            /** @description Day from which it held for the station. */
            day: string;
            /**
             * Format: int64
             * @description Final score.
             */
            final_bp?: number | null;
            /** @description `approval`, `correction` or `appeal`. */
            reason: string;
            /**
             * Format: int32
             * @description Its number: 1 for the first that was published.
             */
            score_revision: number;
        };
        /** @description An explained score for stations. */
        PublishedScore: {
            /**
             * Format: uuid
             * @description The audit.
             */
            audit_id: string;
            /** @description Day from which it held for the station. */
            day: string;
            /** @description `approval`, `correction` or `appeal`. */
            reason: string;
            /** @description The score and why. */
            score: components["schemas"]["StationScore"];
            /**
             * Format: int32
             * @description The published result: 1 for the first.
             */
            score_revision: number;
        };
        /** @description What head office publishes at once: all that is approved in a unit. Single audits cannot be named. */
        PublishNow: {
            /** @description Why it does not wait for its hour. */
            reason: string;
            /**
             * Format: uuid
             * @description The org unit, with everything below it.
             */
            scope: string;
        };
        /** @description What to buy. What is absent is as the checklist asks. */
        Purchase: {
            /**
             * Format: int32
             * @description Fuel for at most this much, fen.
             */
            fuel_max_fen?: number | null;
            /**
             * Format: int32
             * @description Fuel for at least this much, fen.
             */
            fuel_min_fen?: number | null;
            /** @description Whether to ask for an invoice. */
            invoice?: boolean | null;
            /**
             * Format: int32
             * @description One item of the store for at most this much, fen; 0 for none.
             */
            store_max_fen?: number | null;
        };
        /** @description A proof of purchase as the shopper read it off the paper. */
        PurchaseReceipt: {
            /** Format: int64 */
            amount_fen?: number | null;
            /**
             * Format: int64
             * @description Time printed on it, epoch ms.
             */
            at_ms?: number | null;
            kind: components["schemas"]["ReceiptKind"];
            /** Format: int64 */
            litres_ml?: number | null;
            /** Format: uuid */
            photo_id?: string | null;
            /** @description Station code printed on it. */
            station_code?: string | null;
        };
        /** @description A comparison class. */
        RankClassView: {
            /**
             * Format: int32
             * @description 0 full stations, 1 self-service and small sites.
             */
            class: number;
            /**
             * Format: int32
             * @description Mean over subjects with a score; null for station roles while few ranked rows of the class are hidden from them.
             */
            mean_bp?: number | null;
            /** @description Lower quartile, median, upper quartile of the ranked scores; null for station roles as `mean_bp` is. */
            quartiles_bp?: number[] | null;
            /**
             * Format: int32
             * @description Ranked subjects.
             */
            ranked: number;
        };
        /** @description A live rank before and after; 1 is best. */
        RankDelta: {
            /**
             * Format: int32
             * @description After.
             */
            after?: number | null;
            /**
             * Format: int32
             * @description Before; absent when the station was not ranked.
             */
            before?: number | null;
            /**
             * Format: int32
             * @description Places won (positive) or lost.
             */
            delta?: number | null;
        };
        /** @description A ranking. */
        RankingView: {
            /** @description Each class at a glance. */
            classes: components["schemas"]["RankClassView"][];
            /** @description Stations in the caller's sight with a published audit; not for station roles. */
            covered?: number | null;
            edition?: components["schemas"]["EditionView"] | null;
            /** @description The rows: ranked ones first, then those below the minimum, by code. */
            items: components["schemas"]["RankRowView"][];
            /** @description `live` until the period is closed. */
            live: boolean;
            /**
             * Format: int32
             * @description Audits that a station needs to be ranked.
             */
            minimum_audits: number;
            /** @description Send it back as `cursor` for the next page. */
            next_cursor?: string | null;
            /** @description Stations in the caller's sight without one; not for station roles. */
            not_covered?: number | null;
            /** @description Appeals of audits in the window are open: ranks may still change. Never of a closed period. */
            provisional: boolean;
            /** @description Names of ranks 1 to 10 of the caller's class; only for station roles. */
            top?: components["schemas"]["TopView"][];
            /** @description Names of the touchpoints, in the order of each row's `touchpoints`. */
            touchpoints: components["schemas"]["Text"][];
            /** @description The period or the round's code. */
            window: string;
        };
        /** @description One row. */
        RankRowView: {
            /**
             * Format: int32
             * @description Audits that count.
             */
            audits: number;
            /** @description A red line, or false evidence, holds the grade down. */
            capped: boolean;
            /**
             * Format: int32
             * @description Comparison class.
             */
            class: number;
            /**
             * Format: int32
             * @description How many are ranked in the class.
             */
            class_size: number;
            /** @description Its code. */
            code: string;
            /**
             * Format: int32
             * @description Failed critical items, and submissions that were rejected for false evidence, each a critical finding of the period.
             */
            critical_misses: number;
            /** @description Whether it differs significantly from the next row. */
            differs_from_next?: boolean | null;
            /**
             * Format: int32
             * @description Of them for false evidence; units have none.
             */
            false_evidence: number;
            /** @description False evidence of an order leaves the station without stars until this day, included (§5.4); units have none. */
            false_evidence_until?: string | null;
            /** @description Grade of the period; units have none. */
            grade?: string | null;
            /**
             * Format: uuid
             * @description Station or unit.
             */
            id: string;
            /** @description Best and worst rank that the data allow at about 90 %. */
            likely_ranks?: [
                number,
                number
            ] | null;
            /**
             * Format: int32
             * @description The score is good to plus or minus this at about 90 %.
             */
            margin_bp?: number | null;
            /**
             * Format: int32
             * @description Places won (positive) or lost.
             */
            movement?: number | null;
            /** @description Its name. */
            name: components["schemas"]["Text"];
            /**
             * Format: int32
             * @description Open overdue orders.
             */
            open_overdue: number;
            org_unit?: components["schemas"]["Text"] | null;
            /**
             * Format: uuid
             * @description The org unit that a station stands in; units have none.
             */
            org_unit_id?: string | null;
            /**
             * Format: int32
             * @description Rank in the period before, in the same class.
             */
            previous_rank?: number | null;
            /**
             * Format: int32
             * @description Quarter of the class, 1 is best.
             */
            quartile?: number | null;
            /**
             * Format: int32
             * @description Rank in its class; absent below the minimum number of audits.
             */
            rank?: number | null;
            /**
             * Format: int32
             * @description Mean score.
             */
            score_bp: number;
            /**
             * Format: int32
             * @description Stars of the period.
             */
            stars?: number | null;
            /** @description Means of the touchpoints; absent: not applicable. */
            touchpoints: (number | null)[];
        };
        /** @description Why. */
        ReasonGiven: {
            /** @description In the reviewer's words. */
            reason: string;
        };
        /** @description Why something was not delivered. */
        ReasonView: {
            /** @description Word of a closed list, for example `timed_out`. */
            code: string;
            /** @description What the other side said, at most 300 letters. */
            detail?: string | null;
            /** @description What it says, in the language of the request. */
            text: string;
        };
        /** @description The new holder. */
        Reassign: {
            /** @description Why a rule of visits is passed over. */
            override_reason?: string | null;
            /**
             * Format: uuid
             * @description An active shopper whom you see.
             */
            shopper_id: string;
        };
        /** @description What the server holds of one revision of an audit; the phone may delete only on an exact match (decisions 3, 13). */
        Receipt: {
            /**
             * Format: uuid
             * @description The audit.
             */
            audit_id: string;
            /** @description SHA-256 of the RFC 8785 form of the submission that was received. */
            content_sha256: string;
            /** @description Every photo of the revision's manifest, in its order. */
            photos: components["schemas"]["ReceiptPhoto"][];
            /** @description When this revision was first received. */
            received_at: string;
            /**
             * Format: int32
             * @description The revision that this receipt is for.
             */
            revision: number;
            /**
             * Format: uuid
             * @description Epoch of this server; on another one the phone sends again what it holds.
             */
            server_epoch: string;
            /** @description Where the audit stands. */
            state: components["schemas"]["AuditState"];
        };
        /** @enum {string} */
        ReceiptKind: "fuel" | "store" | "invoice";
        /** @description One photo in a receipt. */
        ReceiptPhoto: {
            /**
             * Format: int64
             * @description Its length.
             */
            bytes: number;
            /**
             * Format: uuid
             * @description The photo.
             */
            photo_id: string;
            /** @description Its SHA-256. */
            sha256: string;
            /** @description What the server knows about its bytes. */
            state: components["schemas"]["PhotoState"];
            upload?: components["schemas"]["UploadTarget"] | null;
        };
        /** @description Whom a rung tells. */
        RecipientView: {
            /** @description Contact of that level. */
            contact: string;
            /** @description Level of the org tree; an empty one passes to the next above. */
            level: string;
        };
        /** @description When staff recognised the shopper. */
        Recognised: {
            /**
             * Format: int64
             * @description Wall clock of the phone, epoch ms.
             */
            at_ms: number;
        };
        /** @description Staff recognised the shopper. */
        RecognisedInput: {
            /**
             * Format: int64
             * @description The minute, epoch ms by the phone.
             */
            at_ms: number;
            fix?: components["schemas"]["FixInput"] | null;
            /** @description What happened. */
            note?: string | null;
            /** @description Photos of it. */
            photos?: components["schemas"]["PhotoInput"][];
        };
        /** @description Closing rates. */
        RectificationReport: {
            /** @description The instant that it holds for: what was due in a period that is over is judged by what became of it until now. */
            as_of: string;
            /** @description A row per subject. */
            items: components["schemas"]["ClosingRow"][];
            /** @description Bounds of `took` of a row, hours: 1, 3, 7, 14 and 30 days. */
            took_hours: number[];
            /** @description The period. */
            window: string;
        };
        /** @description A failed red line. */
        RedLineView: {
            /** @description Who confirms it. */
            confirmed_by: components["schemas"]["PersonRef"][];
            /** @description The item. */
            item: string;
            /** @description `open`, `proven` or `not_proven`. */
            outcome: string;
            /** @description Who refutes it. */
            refuted_by: components["schemas"]["PersonRef"][];
        };
        /** @description Why a submission was refused. */
        RefusedFault: {
            /** @description The code of a violation. */
            code?: string | null;
            /** @description Where; absent when it collides with a stored revision. */
            pointer?: string | null;
            text?: components["schemas"]["Text"] | null;
            /** @description The type of the problem, when it collides with a stored revision. */
            type?: string | null;
        };
        /** @description A refused submission. */
        RefusedView: {
            /**
             * Format: uuid
             * @description For which audit.
             */
            audit_id: string;
            /**
             * Format: uuid
             * @description Id of the refusal.
             */
            id: string;
            /**
             * Format: uuid
             * @description Who sent it.
             */
            person_id: string;
            /** @description When it came. */
            received_at: string;
            /**
             * Format: int32
             * @description Its revision, if it could be read.
             */
            revision?: number | null;
            /**
             * @description `open`; `accepted` once it was judged again with success; `beside` when its revision was taken by then, so that it
             *     lies beside the audit for the reviewer.
             */
            state: string;
            /** @description The submission as it came; only when one is read. */
            submission?: Record<string, never> | null;
            /**
             * @description Why: pointer and code of each violation, and what the code says, in both languages; for a content that collides with
             *     a stored revision the type of the problem (`revision-conflict`, `not-returned`).
             */
            violations: components["schemas"]["RefusedFault"][];
        };
        /** @description The region of a project. */
        RegionBrief: {
            /** @description Code. */
            code: string;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
        };
        /** @description Why it is not fixed. */
        Reject: {
            /** @description The evidence was false: a critical finding of the month, and no stars for the policy's days. */
            false_evidence?: boolean;
            /** @description What is missing. */
            reason: string;
        };
        /** @description A photo for the station. */
        Released: {
            /** @description What is made unrecognisable in the station's copy. */
            boxes?: components["schemas"]["BlackBox"][];
            /**
             * Format: uuid
             * @description A verified photo of kind `scene`.
             */
            photo_id: string;
        };
        /** @description One question. */
        Remark: {
            /** @description The item it is about; absent when it is about the visit. */
            item?: string | null;
            /** @description The question. */
            text: string;
        };
        /** @description What the report did. */
        ReportAnswer: {
            /**
             * Format: uuid
             * @description The assignment.
             */
            assignment_id: string;
            /**
             * Format: uuid
             * @description The report.
             */
            id: string;
            /** @description Where the assignment stands now. */
            state: components["schemas"]["AssignmentState"];
        };
        /** @description A photo of a report. */
        ReportPhotoView: {
            /**
             * Format: uuid
             * @description The photo.
             */
            id: string;
            /** @description What the server knows about its bytes. */
            state: components["schemas"]["PhotoState"];
        };
        /** @description What the server holds of a report's photos. */
        ReportReceipt: {
            /**
             * Format: uuid
             * @description The assignment.
             */
            assignment_id: string;
            /**
             * Format: uuid
             * @description The report.
             */
            id: string;
            /** @description `decline`, `impossible` or `recognised`. */
            kind: string;
            /** @description Its photos in its order, with an address for each that is `missing` or `rejected`. */
            photos: components["schemas"]["ReceiptPhoto"][];
            /** @description When the report arrived. */
            received_at: string;
            /**
             * Format: uuid
             * @description Epoch of this server.
             */
            server_epoch: string;
        };
        /** @description What a shopper said about an assignment. */
        ReportView: {
            /** @description When it happened, by the phone. */
            at?: string | null;
            fix?: components["schemas"]["FixInput"] | null;
            /**
             * Format: uuid
             * @description The report.
             */
            id: string;
            /** @description `decline`, `impossible` or `recognised`. */
            kind: string;
            /** @description Remark. */
            note?: string | null;
            /**
             * Format: uuid
             * @description Who said it.
             */
            person_id: string;
            /** @description Photos, to be seen at `/v1/report-photos/{id}`. */
            photos: components["schemas"]["ReportPhotoView"][];
            /** @description Why. */
            reason: string;
            /** @description When the server heard of it. */
            received_at: string;
        };
        /** @description A submission to send again, unchanged. */
        Resend: {
            /**
             * Format: uuid
             * @description The audit.
             */
            audit_id: string;
            /**
             * Format: int32
             * @description The revision.
             */
            revision: number;
        };
        /** @description What is kept how long. */
        RetentionView: {
            /** @description By kind. */
            kinds: components["schemas"]["KeptView"][];
            /**
             * Format: int32
             * @description Version of the policy.
             */
            policy_version: number;
        };
        /** @description What the shopper is asked. */
        Return: {
            /**
             * Format: int32
             * @description Seconds that he has from the first sync that delivers it: 1 hour to 14 days.
             */
            answer_within_s?: number;
            /** @description At least one. */
            remarks: components["schemas"]["Remark"][];
        };
        /** @description A returned audit with everything that is needed to answer. */
        ReturnedForPhone: {
            /**
             * Format: uuid
             * @description Its assignment, which is closed and so not among `assignments`.
             */
            assignment_id: string;
            /**
             * Format: uuid
             * @description The audit.
             */
            audit_id: string;
            /** @description Answer until then. */
            due_at: string;
            /**
             * Format: int32
             * @description Number that the answer must carry.
             */
            next_revision: number;
            /** @description What the server knows of its photos; verified ones are not sent again. */
            photos: components["schemas"]["PhotoForPhone"][];
            /** @description What the reviewer asks, per item or as a whole. */
            remarks: Record<string, never>[];
            /**
             * Format: int32
             * @description The revision that was returned; the answer carries the next one.
             */
            revision: number;
            /** @description Code of its station. */
            station_code: string;
            /**
             * Format: uuid
             * @description Its station, which stands among `stations`.
             */
            station_id: string;
            /** @description Name of its station. */
            station_name: components["schemas"]["Text"];
            /** @description The submission as it was received. */
            submission: Record<string, never>;
        };
        /** @description The assignment that makes a re-visit. */
        RevisitAssignment: {
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description Its state: what was declined, impossible or withdrawn is issued again. */
            state: components["schemas"]["AssignmentState"];
        };
        /** @description Why a re-visit is not made. */
        RevisitEnd: {
            /** @description When. */
            at: string;
            /**
             * Format: uuid
             * @description Who ended it.
             */
            person_id?: string | null;
            /** @description In the planner's words. */
            reason: string;
        };
        /** @description A re-visit that was ended. */
        RevisitEnded: components["schemas"]["RevisitView"] & {
            /** @description Other re-visits of the station that it covered, which are ended with it. */
            covered: string[];
        };
        /** @description What a re-visit brought. */
        RevisitResult: {
            /**
             * Format: uuid
             * @description The audit.
             */
            audit_id: string;
            /**
             * Format: int32
             * @description Its final score, bp.
             */
            final_bp?: number | null;
            follow_up?: components["schemas"]["FollowUp"] | null;
            /** @description Until when the help has to have come. */
            follow_up_by?: string | null;
        };
        /** @enum {string} */
        RevisitState: "waiting" | "planned" | "done" | "covered" | "dropped" | "ended";
        /** @description A station that is visited once more. */
        RevisitView: {
            assignment?: components["schemas"]["RevisitAssignment"] | null;
            /**
             * Format: uuid
             * @description The audit that is the cause.
             */
            audit_id: string;
            /** @description Whether its cause may be appealed (again): it cannot be planned before that is final. */
            cause_open: boolean;
            /** @description When it was decided. */
            decided_at: string;
            ended?: components["schemas"]["RevisitEnd"] | null;
            /** @description First day of the visit. */
            first_day: string;
            /**
             * Format: uuid
             * @description Id; name it as `revisit_id` when you plan its visit.
             */
            id: string;
            /** @description Last day of the visit. */
            last_day: string;
            /**
             * Format: uuid
             * @description The re-visit whose result is the cause.
             */
            previous?: string | null;
            result?: components["schemas"]["RevisitResult"] | null;
            /** @description Slot of the failed visit. */
            slot: string;
            /** @description Where it stands. */
            state: components["schemas"]["RevisitState"];
            /** @description The station. */
            station: components["schemas"]["StationBrief"];
            /** @description Why: `red_line`, `low_score`, `low_scores`, `overdue_orders`, `false_evidence`. */
            triggers: components["schemas"]["Trigger"][];
            /**
             * Format: int32
             * @description Version.
             */
            version: number;
        };
        /** @enum {string} */
        Role: "shopper" | "planner" | "reviewer" | "station" | "region" | "appeal_l1" | "appeal_l2" | "hq" | "admin" | "auditor";
        /** @description Changes of a round; what is absent stays. An open round keeps its unit and checklist; a closed one never changes. */
        RoundChange: {
            checklist?: components["schemas"]["ChecklistName"] | null;
            /** @description First day. */
            first_day?: string | null;
            /** @description Last day. */
            last_day?: string | null;
            /** @description Name in English. */
            name_en?: string | null;
            /** @description Name in Chinese. */
            name_zh?: string | null;
            /**
             * Format: uuid
             * @description Another unit: only while it is a draft without assignments.
             */
            org_unit_id?: string | null;
        };
        /** @enum {string} */
        RoundState: "draft" | "open" | "closed";
        /** @description A round. */
        RoundView: {
            /** @description What is answered. */
            checklist: components["schemas"]["ChecklistName"];
            /** @description Unique code. */
            code: string;
            /** @description First day, `YYYY-MM-DD`. */
            first_day: string;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description Last day. */
            last_day: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: uuid
             * @description The unit whose stations are visited.
             */
            org_unit_id: string;
            /** @description `draft`, `open` or `closed`. */
            state: components["schemas"]["RoundState"];
            /**
             * Format: int32
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description One fault of the file. */
        RowError: {
            /** @description Word of the closed list of violations. */
            code: string;
            /** @description Name of the column; empty for the whole line. */
            column: string;
            /**
             * Format: int64
             * @description Line of the file, the header being line 1.
             */
            line: number;
            /** @description What is wrong, in the language of the request. */
            message: string;
            /** @description What stands in the cell; `null` for a whole line, and where no such cell was read. */
            value?: string | null;
        };
        /** @description What became of one visit. */
        RowResult: {
            /**
             * Format: uuid
             * @description The assignment.
             */
            id: string;
            /** @description `created`, `unchanged` or `refused`. */
            status: string;
            /** @description What makes it impossible; pointers are relative to the item. */
            violations?: components["schemas"]["ViolationDocument"][];
            /** @description Rules of visits that it breaks; with an `override_reason` it is made all the same. */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description One rung of the ladder. */
        RungView: {
            after?: components["schemas"]["SpanView"] | null;
            /** @description Classes that have it. */
            classes: string[];
            /** @description Its name. */
            id: string;
            /** @description `reminder` or `escalation`. */
            kind: string;
            /** @description What goes with it: `phone`, `bulletin`, `red_list`, `supervision`, `out_of_use`, `milestone`. */
            marks: string[];
            /**
             * @description What it counts from: `acknowledge_by`, `contain_by`, `plan_by`, `share` (of the time), `due`, `verify_by`, `check_by`
             *     or `rejection`.
             */
            moment: string;
            /**
             * Format: int32
             * @description Per cent of the time, for `share`.
             */
            percent?: number | null;
            /** @description Who is told. */
            tell: components["schemas"]["RecipientView"][];
            /** @description What it says. */
            text: components["schemas"]["Text"];
        };
        /** @description Where else the same bytes were shown: to other orders, and to this one under another id. */
        SameAs: {
            /** @description How many other orders, as far as the caller sees orders. */
            count: number;
            /** @description The first 20 of them. */
            orders: string[];
            /** @description How many other containments and submissions of this order. */
            own_rounds: number;
        };
        /** @description A satisfaction figure, as the office found it elsewhere: no audit tells it. */
        SatisfactionFigure: {
            /**
             * Format: int32
             * @description The figure, bp.
             */
            figure_bp: number;
            /** @description Its day, `YYYY-MM-DD`: from that of the plan to today. */
            on: string;
            /** @description Where it comes from, such as a survey. */
            source: string;
        };
        /** @description Satisfaction of customers (§5.6): typed by the office, since no audit tells it. */
        SatisfactionView: {
            /**
             * Format: int32
             * @description What was found, bp.
             */
            figure_bp?: number | null;
            /** @description Its day. */
            on?: string | null;
            /** @description Where it comes from. */
            source?: string | null;
            /**
             * Format: int32
             * @description What the plan aims at, bp.
             */
            target_bp?: number | null;
            /** @description The figure reaches the target; null without one of them. */
            target_met?: boolean | null;
        };
        /** @description A score in brief, in basis points. */
        ScoreBrief: {
            /**
             * Format: int32
             * @description Base score.
             */
            base_bp?: number | null;
            /**
             * Format: int32
             * @description Claimed and accepted bonus, whether it counts or not.
             */
            bonus_bp: number;
            /**
             * Format: int32
             * @description Share of answered points.
             */
            coverage_bp?: number | null;
            /**
             * Format: int32
             * @description Final score; absent when not valid.
             */
            final_bp?: number | null;
            /**
             * Format: int32
             * @description Failed red lines.
             */
            red_lines: number;
            /**
             * Format: int32
             * @description 5 to 0; absent when not valid.
             */
            stars?: number | null;
            /** @description Whether the audit may be scored (§3.6). */
            valid: boolean;
        };
        /** @description A score before and after, basis points. */
        ScoreDelta: {
            /**
             * Format: int32
             * @description Final score after; absent when the audit became incomplete.
             */
            after_bp?: number | null;
            /**
             * Format: int32
             * @description Final score before.
             */
            before_bp?: number | null;
            /**
             * Format: int32
             * @description The difference.
             */
            delta_bp?: number | null;
        };
        /** @description A missed item. */
        ScoreFinding: {
            /** @description Deadline class of the order. */
            class?: string | null;
            /** @description The item. */
            item: string;
            /** @description `ticket` when an order follows, `observation` when not. */
            kind: string;
            /**
             * Format: int32
             * @description Points lost.
             */
            lost_points: number;
            /** @description `partial` or `full`. */
            miss: string;
            /** @description Its severity. */
            severity: string;
        };
        /** @description An item of a score: why it earned what it earned. */
        ScoreLine: {
            /** @description The value before a reviewer changed it; absent when none did. */
            changed_from?: unknown;
            /**
             * Format: int32
             * @description Points earned.
             */
            earned: number;
            /** @description The evidence behind it. */
            evidence: string;
            /** @description The item. */
            item: string;
            /** @description `none`, `partial` or `full`. */
            miss: string;
            /**
             * Format: int32
             * @description The item's number.
             */
            n: number;
            /**
             * Format: int32
             * @description Its points.
             */
            nominal: number;
            /** @description The rule that decided, for example `band:10:80` or `implied_by:restroom.open_to_customers`. */
            rule: string;
            /** @description `answered`, `na` or `not_observed`. */
            state: string;
            /** @description The answer in force: true, false, a whole number, or null. */
            value: unknown;
        };
        /** @description A touchpoint of a score. */
        ScoreTouchpoint: {
            /**
             * Format: int32
             * @description Points of answered items.
             */
            answered: number;
            /**
             * Format: int32
             * @description Points that are not N/A.
             */
            applicable: number;
            /**
             * Format: int32
             * @description Points earned.
             */
            earned: number;
            /** @description Its grade; absent when nothing was answered. */
            grade?: string | null;
            /** @description The touchpoint. */
            id: string;
            /**
             * Format: int32
             * @description Its points.
             */
            nominal: number;
            /**
             * Format: int32
             * @description Its score; absent when nothing was answered.
             */
            score_bp?: number | null;
            /**
             * Format: int32
             * @description Its weight.
             */
            weight_bp: number;
        };
        /** @description A score with its explanation, as it was judged. */
        ScoreView: {
            /**
             * Format: int32
             * @description Base score; absent when no weighted points were answered.
             */
            base_bp?: number | null;
            /**
             * Format: int32
             * @description The bonus that counts.
             */
            bonus_applied_bp: number;
            /**
             * Format: int32
             * @description Claimed and accepted bonus.
             */
            bonus_bp: number;
            /**
             * Format: int32
             * @description Share of answered points.
             */
            coverage_bp?: number | null;
            /**
             * Format: int32
             * @description Final score; absent when not valid.
             */
            final_bp?: number | null;
            /** @description What was missed. */
            findings?: components["schemas"]["ScoreFinding"][];
            /** @description Grade; absent when not valid. */
            grade?: string | null;
            /** @description Items with an answer though they are N/A. */
            ignored?: string[];
            /** @description Every item, in order. */
            lines: components["schemas"]["ScoreLine"][];
            /** @description False evidence had taken all stars at publication (§5.4). Absent when not. */
            no_stars?: boolean | null;
            /**
             * Format: int32
             * @description Orders of the station that were overdue at publication: they bar the best grade (§3.3). Absent when there were none.
             */
            overdue_open?: number | null;
            /** @description Why not. */
            reasons: string[];
            /**
             * Format: int32
             * @description Failed red lines.
             */
            red_lines: number;
            /**
             * Format: int32
             * @description 5 to 0; absent when not valid.
             */
            stars?: number | null;
            /** @description Every touchpoint, in order. */
            touchpoints: components["schemas"]["ScoreTouchpoint"][];
            /** @description Whether the audit may be scored. */
            valid: boolean;
            /**
             * Format: int32
             * @description Points that are N/A only because of this visit.
             */
            visit_na_points: number;
        };
        /** @description A station that is visited too seldom. */
        SeldomView: {
            /** @description Its city. */
            city: components["schemas"]["Text"];
            /** @description What it lacks. */
            lacks: components["schemas"]["Lack"][];
            /**
             * Format: int32
             * @description Night visits of the quarter that are planned or made.
             */
            nights: number;
            /** @description The station. */
            station: components["schemas"]["StationRef"];
            /**
             * Format: int32
             * @description Visits of the month that are planned or made.
             */
            visits: number;
        };
        /** @description Another audit of the same assignment. */
        Sibling: {
            /**
             * Format: uuid
             * @description The audit.
             */
            id: string;
            /** @description When it arrived. */
            received_at: string;
            /** @description Who visited. */
            shopper: components["schemas"]["PersonRef"];
            /** @description Its state. */
            state: components["schemas"]["AuditState"];
        };
        /**
         * @description Who of them did a step.
         * @enum {string}
         */
        Side: "station" | "panel" | "system";
        /** @description The answer to a sign-in. */
        SignedIn: {
            /** @description Web clients send it as `X-CSRF-Token` with writes. */
            csrf_token?: string | null;
            /** @description When the session ends unless it is used. */
            expires_at: string;
            /** @description Who signed in. */
            person: components["schemas"]["PersonView"];
            /** @description Opaque; send it as `Authorization: Bearer`. Absent for web clients. */
            token?: string | null;
        };
        /** @description Sign-in by password, or by a one-time code that sets a password. */
        SignIn: {
            /** @description `web` sets a cookie and returns no token. */
            client?: components["schemas"]["Client"];
            /** @description One-time sign-in code, together with `new_password`. */
            code?: string | null;
            /**
             * Format: uuid
             * @description Id of the phone: a v4 UUID minted at first start.
             */
            device_id?: string | null;
            /** @description Name of the phone, for the owner's list. */
            device_name?: string | null;
            /** @description Password to set when signing in by code: at least 8 characters. */
            new_password?: string | null;
            /** @description The password; leave it out when a code is given. */
            password?: string | null;
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description A one-time sign-in code. */
        SignInCode: {
            /** @description How to get a code when this answer has none. */
            again: string;
            /** @description The code, to be printed or told; null in the answer to a repeat, since it is never stored. */
            code?: string | null;
            /** @description Until when it works. */
            expires_at: string;
            /**
             * Format: uuid
             * @description Whose it is.
             */
            person_id: string;
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description A length of time. */
        SpanView: {
            /**
             * Format: int64
             * @description How many of them.
             */
            amount: number;
            /** @description `minutes` by the wall clock, `working_days` or `calendar_days` to 18:00. */
            unit: string;
        };
        /** @description How far something has come; each stage includes those after it. */
        Stages: {
            /**
             * Format: int32
             * @description Has an audit that is approved, published or final.
             */
            approved: number;
            /**
             * Format: int32
             * @description Has an assignment that is to be made or was delivered.
             */
            assigned: number;
            /**
             * Format: int32
             * @description Has an audit.
             */
            delivered: number;
            /**
             * Format: int32
             * @description Has an audit that is published or final: it is covered.
             */
            published: number;
        };
        /** @description What stands open. */
        StandingView: {
            /**
             * Format: int32
             * @description Issued and not closed.
             */
            open: number;
            /**
             * Format: int32
             * @description Of them overdue.
             */
            overdue: number;
            /**
             * Format: int32
             * @description Of the overdue ones: since this day.
             */
            overdue_today: number;
            /**
             * Format: int32
             * @description Of them with an appeal that stops their clock.
             */
            paused: number;
            /**
             * Format: int32
             * @description Of them without a due time, since it waits for a calendar.
             */
            pending_calendar: number;
            /**
             * Format: int32
             * @description Of them with a verifier who is late.
             */
            verifier_late: number;
            /**
             * Format: int32
             * @description Of them with the verifier.
             */
            with_verifier: number;
        };
        /** @description An appeal for stations. */
        StationAppeal: components["schemas"]["AppealFacts"] & {
            /** @description Its history. */
            steps: components["schemas"]["StepFacts"][];
        };
        /** @description A station in brief. */
        StationBrief: {
            /** @description Code. */
            code: string;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
        };
        /** @description A published audit as its station sees it. */
        StationCase: {
            /** @description What may be appealed now: items that lost points, while their window is open. */
            appealable: components["schemas"]["Appealable"][];
            /** @description The checklist version. */
            checklist: components["schemas"]["AuditChecklist"];
            /**
             * Format: uuid
             * @description The audit.
             */
            id: string;
            /** @description The reviewer's words on items. */
            notes: components["schemas"]["StationNote"][];
            /** @description Day or night, no finer. */
            part_of_day: components["schemas"]["PartOfDay"];
            /** @description Photos that the reviewer released. */
            photos: components["schemas"]["StationPhoto"][];
            /** @description Day of publication. */
            publish_day: string;
            /** @description The score and why. */
            score: components["schemas"]["StationScore"];
            /** @description The station. */
            station: components["schemas"]["StationRef"];
            /**
             * Format: int32
             * @description Its published result: 1 for the first, one more after each change that was published. The same as the ETag.
             */
            version: number;
            /** @description Day of the visit. */
            visit_day: string;
        };
        /** @description Changes of a station; what is absent stays. */
        StationChange: {
            /** @description Address. */
            address?: string | null;
            /** @description City in English. */
            city_en?: string | null;
            /** @description City in Chinese. */
            city_zh?: string | null;
            /** @description Closed for good, or open again. */
            closed?: boolean | null;
            /**
             * Format: int64
             * @description Latitude in 1e-7 degrees.
             */
            lat_e7?: number | null;
            /**
             * Format: int64
             * @description Longitude in 1e-7 degrees.
             */
            lon_e7?: number | null;
            /** @description Name in English. */
            name_en?: string | null;
            /** @description Name in Chinese. */
            name_zh?: string | null;
            /**
             * Format: uuid
             * @description Another unit.
             */
            org_unit_id?: string | null;
            /** @description Time zone. */
            tz?: string | null;
        };
        /** @description A station as the shopper needs it. */
        StationForPhone: {
            /** @description Street address. */
            address: string;
            /** @description City. */
            city: components["schemas"]["Text"];
            /** @description Code, as printed on receipts. */
            code: string;
            /** @description `st.*` flags of that profile. */
            flags: Record<string, never>;
            /**
             * Format: uuid
             * @description The station.
             */
            id: string;
            /**
             * Format: int64
             * @description Latitude, 1e-7 degrees.
             */
            lat_e7?: number | null;
            /**
             * Format: int64
             * @description Longitude, 1e-7 degrees.
             */
            lon_e7?: number | null;
            /** @description Name. */
            name: components["schemas"]["Text"];
            /**
             * Format: int32
             * @description Number of the profile in force: name it in the submission.
             */
            profile_revision: number;
            /** @description Time zone. */
            tz: string;
        };
        /** @description A note of the reviewer. */
        StationNote: {
            /** @description The item. */
            item: string;
            /** @description The note. */
            note: string;
        };
        /** @description An order behind the identity wall. */
        StationOrder: {
            cancelled?: components["schemas"]["CancelReason"] | null;
            /** @description `T0`, `T1`, `T3`, `T7` or `T30`. */
            class: string;
            extension?: components["schemas"]["ExtensionView"] | null;
            /**
             * Format: uuid
             * @description The order.
             */
            id: string;
            if_issued?: components["schemas"]["IfIssued"] | null;
            /** @description Until when the office may issue the draft itself; then the system does. */
            issue_by?: string | null;
            /** @description What was missed. */
            item: components["schemas"]["OrderItem"];
            /** @description A plan has to be given. */
            plan_needed: boolean;
            /** @description The same was found and fixed before: its cause has to be named with the submission. */
            root_cause_needed: boolean;
            /** @description What the policy gives its class. */
            rules: components["schemas"]["OrderRules"];
            /** @description Where it stands. */
            state: components["schemas"]["OrderState"];
            /** @description The station. */
            station: components["schemas"]["StationRef"];
            /** @description Its clocks. */
            times: components["schemas"]["OrderTimes"];
            /**
             * Format: int32
             * @description For `If-Match`; the same as the ETag.
             */
            version: number;
            /** @description Day of the visit. */
            visit_day: string;
        };
        /** @description A photo that was released, under the random id of the station's copy. */
        StationPhoto: {
            /**
             * Format: uuid
             * @description Id of the copy: `/v1/photos/{id}`.
             */
            id: string;
            /** @description The items that it shows. */
            items: string[];
        };
        /** @description A station. */
        StationRef: {
            /** @description Its code. */
            code: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Its name. */
            name: components["schemas"]["Text"];
        };
        /** @description For stations. */
        StationRevisions: {
            /** @description What was published, oldest first. */
            scores: components["schemas"]["PublishedRevision"][];
        };
        /** @description The explained score for a station. */
        StationScore: {
            /**
             * Format: int32
             * @description Base score.
             */
            base_bp?: number | null;
            /**
             * Format: int32
             * @description The bonus that counts.
             */
            bonus_applied_bp: number;
            /**
             * Format: int32
             * @description Share of answered points.
             */
            coverage_bp?: number | null;
            /**
             * Format: int32
             * @description Final score.
             */
            final_bp?: number | null;
            /** @description Grade. */
            grade?: string | null;
            /** @description Every item, in order. */
            lines: components["schemas"]["ScoreLine"][];
            /** @description False evidence had taken all stars at publication. Absent when not. */
            no_stars?: boolean | null;
            /**
             * Format: int32
             * @description Orders that were overdue at publication: they bar the best grade. Absent when there were none.
             */
            overdue_open?: number | null;
            /**
             * Format: int32
             * @description Failed red lines.
             */
            red_lines: number;
            /**
             * Format: int32
             * @description Stars, 5 to 0.
             */
            stars?: number | null;
            /** @description Every touchpoint, in order. */
            touchpoints: components["schemas"]["ScoreTouchpoint"][];
        };
        /** @description A station as the office knows it. */
        StationView: {
            /** @description Address. */
            address: string;
            /** @description City in English. */
            city_en: string;
            /** @description City in Chinese. */
            city_zh: string;
            /** @description Since when it is closed for good. */
            closed_at?: string | null;
            /** @description Unique code, as printed on receipts. */
            code: string;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /**
             * Format: int64
             * @description Latitude in 1e-7 degrees.
             */
            lat_e7?: number | null;
            /**
             * Format: int64
             * @description Longitude in 1e-7 degrees.
             */
            lon_e7?: number | null;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: uuid
             * @description The unit it belongs to.
             */
            org_unit_id: string;
            profile?: components["schemas"]["ProfileView"] | null;
            /** @description Time zone. */
            tz: string;
            /**
             * Format: int32
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description A step. */
        StepFacts: {
            /** @description When. */
            at: string;
            /** @description Whose step it was. */
            by: components["schemas"]["Side"];
            /** @description Ids of evidence. */
            evidence: string[];
            /** @description What happened. */
            kind: components["schemas"]["AppealStep"];
            /**
             * Format: int32
             * @description 1 or 2.
             */
            level: number;
            outcome?: components["schemas"]["AppealOutcome"] | null;
            /** @description In the words of who did it. */
            reason?: string | null;
            /** @description The answer that the decision states. */
            value?: unknown;
            /** @description With `footage_asked`: the beginnings of three hours, of which one contains the visit. */
            windows?: string[];
        };
        /** @description What the check found. */
        StorageCheck: {
            /** @description The bucket. */
            bucket: string;
            /** @description Whether a page of ours may upload: `not_needed`, `allowed`, `refused` or `unknown`. */
            cors: string;
            /** @description Address that this server uses; `embedded` for the store in the data folder. */
            endpoint: string;
            /** @description Wrong bytes of the right length are refused and harm no object that is there. */
            enforces_checksum: boolean;
            /** @description A body of another length than signed is refused. */
            enforces_length: boolean;
            /** @description What was found. */
            facts: components["schemas"]["StorageFinding"][];
            /** @description Whether nothing has to be put right. */
            ok: boolean;
            /** @description What must be put right; empty when all is well. */
            problems: components["schemas"]["StorageFinding"][];
            /** @description Address that phones use; absent when they reach no storage but this server. */
            public_endpoint?: string | null;
            /** @description HEAD tells the right SHA-256, so that a photo is proven without reading it. */
            reports_checksum: boolean;
            /** @description An object was stored, read back byte for byte, copied, listed and removed. */
            round_trip: boolean;
            /** @description How phones deliver photos from now on: `direct`, `incoming` or `proxied`. */
            upload_way: string;
        };
        /** @description One finding. */
        StorageFinding: {
            /** @description Word of a closed list, for example `checksum_enforced`. */
            code: string;
            /** @description What it means, in the language of the request. */
            message: string;
        };
        /** @description One visit as the phone froze it when it was finished. */
        Submission: {
            /** @description Answers by item id; an item without one was not observed. */
            answers: {
                [key: string]: components["schemas"]["SubmittedAnswer"];
            };
            /** Format: uuid */
            assignment_id: string;
            check_in?: components["schemas"]["Fix"] | null;
            check_out?: components["schemas"]["Fix"] | null;
            checklist: components["schemas"]["ChecklistRef"];
            /**
             * Format: uuid
             * @description The phone, when it has introduced itself.
             */
            device_id?: string | null;
            /** @description When the shopper left the station. */
            finished: components["schemas"]["SubmittedStamp"];
            /** @description Visit flags by name, `v.*` only; absent = false, `v.queue_len` absent = 0. */
            flags: {
                [key: string]: components["schemas"]["FlagValue"];
            };
            narrative?: string | null;
            /** @description Every photo the submission refers to, those of earlier revisions included (decision 3). */
            photos: components["schemas"]["ManifestPhoto"][];
            /** @description Station flags that the shopper found to be wrong, `st.*`. */
            profile_dispute?: string[];
            receipts: components["schemas"]["PurchaseReceipt"][];
            recognised?: components["schemas"]["Recognised"] | null;
            /**
             * Format: int64
             * @description 1 for the first submission, one more for each answer to a return (decision 1).
             */
            revision: number;
            /**
             * Format: int64
             * @description Always [`SCHEMA`].
             */
            schema: number;
            /** @description When the visit began. */
            started: components["schemas"]["SubmittedStamp"];
            /**
             * Format: int64
             * @description The revision of the station profile the phone computed N/A with (decision 6).
             */
            station_profile_revision: number;
        };
        /** @description A submission. */
        SubmissionView: {
            /** @description Who sent it. */
            by: components["schemas"]["PersonRef"];
            /** @description Hash of its canonical text. */
            content_sha256: string;
            /** @description `scored`, `late_answer` or `restored`. */
            kind: string;
            /** @description When its positions were erased: what is kept is no longer what was hashed. */
            positions_erased_at?: string | null;
            /** @description When it arrived. */
            received_at: string;
            /**
             * Format: int32
             * @description Its number.
             */
            revision: number;
        };
        /** @description It is fixed. */
        Submit: {
            /**
             * @description Evidence; at least one piece, and one that shows how it is: `after`, or a `document`. What an earlier round was shown
             *     counts no more.
             */
            evidence: components["schemas"]["Piece"][];
            /** @description What was done. */
            note: string;
            /** @description Why it happened again; needed when the order says `root_cause_needed`. */
            root_cause?: string | null;
        };
        /** @description What was recorded for one item. */
        SubmittedAnswer: {
            na_request?: components["schemas"]["NaRequest"] | null;
            note?: string | null;
            photo_reason?: components["schemas"]["PhotoReason"] | null;
            /** @description Photos of the manifest that show it; one photo may serve several items (decision 4). */
            photos?: string[];
            /** @description Taps of the stop-watch in the order they were made. */
            timer?: components["schemas"]["TimerEvent"][];
            value?: components["schemas"]["AnswerValue"] | null;
        };
        /** @description What the phone submitted, with its content. */
        SubmittedRevision: components["schemas"]["SubmissionView"] & {
            /** @description The submission, as the phone froze it. */
            submission: components["schemas"]["Submission"];
        };
        /** @description A moment in the phone's own record. */
        SubmittedStamp: {
            /**
             * Format: int64
             * @description The phone's monotonic clock, ms since something within the same `run_id`; nobody can set it.
             */
            mono_ms: number;
            /**
             * Format: uuid
             * @description One run of the monotonic clock; another id after a restart.
             */
            run_id: string;
            /**
             * Format: int64
             * @description Server time minus wall clock at the last contact before this moment, ms; `null` when there was none.
             */
            server_offset_ms?: number | null;
            /**
             * Format: int64
             * @description The phone's wall clock, epoch ms; anybody may set it.
             */
            wall_ms: number;
        };
        /** @description Everything that is new for a phone. Lists are empty when nothing changed. */
        Sync: {
            /** @description Assignments that are new or changed. */
            assignments: components["schemas"]["AssignmentForPhone"][];
            authority_letter?: components["schemas"]["AuthorityLetter"] | null;
            /** @description Checklist versions that are new or changed; fetch the content by id and version. */
            checklists: components["schemas"]["ChecklistForPhone"][];
            /** @description Send it back at the next sync. */
            cursor: string;
            limits?: components["schemas"]["Limits"] | null;
            /** @description Time of the server, for the phone's offset. */
            now: string;
            /** @description Refused submissions that were judged again: lift the quarantine and repeat the PUT unchanged. */
            resend: components["schemas"]["Resend"][];
            /** @description The lists hold the full set: what is not in them is gone. */
            reset: boolean;
            /** @description Audits that were returned, whole. */
            returned: components["schemas"]["ReturnedForPhone"][];
            /**
             * Format: uuid
             * @description Epoch of this server; on another one the phone drops its cursor and sends again what it holds.
             */
            server_epoch: string;
            /** @description Stations of assignments, new or changed. */
            stations: components["schemas"]["StationForPhone"][];
            /** @description What is no longer there. */
            tombstones: components["schemas"]["Tombstone"][];
        };
        /** @description A text in both languages; neither side is empty in a loaded checklist. */
        Text: {
            en: string;
            zh: string;
        };
        /** @description One tie: to a station, or to a unit with all stations below it. */
        Tie: {
            /** @description `employee`, `supplier` or `relative` of somebody there. */
            kind: components["schemas"]["TieKind"];
            /**
             * Format: uuid
             * @description The unit.
             */
            org_unit_id?: string | null;
            /**
             * Format: uuid
             * @description The station.
             */
            station_id?: string | null;
            /** @description Last day of it, `YYYY-MM-DD`; absent: it lasts. A former employee stays away for 24 months more. */
            until?: string | null;
        };
        /** @enum {string} */
        TieKind: "employee" | "supplier" | "relative";
        /** @description Something that happened. */
        TimelineEntry: {
            /** @description When; absent where only the day may be told. */
            at?: string | null;
            /** @description What belongs to it. */
            data?: unknown;
            /** @description The day. */
            day: string;
            /** @description `verb`: somebody did something; `rung`: time did. */
            kind: string;
            /** @description A rung that was recorded late. */
            late: boolean;
            /** @description `phone`, `bulletin`, `red_list`, `supervision`, `out_of_use`, `milestone`. */
            marks: string[];
            /** @description His name, where the caller may know it. */
            name?: string | null;
            /** @description In his words. */
            reason?: string | null;
            /** @description The role of who did it; absent for the system. */
            role?: string | null;
            text?: components["schemas"]["Text"] | null;
            /** @description Whom a rung told, and empty levels that it passed over. */
            told: components["schemas"]["ToldView"][];
            /** @description The verb, or the name of the rung. */
            what: string;
        };
        /** @description An instant with its name. */
        TimelineStamp: {
            /** @description When. */
            at: string;
            /** @description `started`, `check_in`, `photo`, `receipt`, `recognised`, `check_out`, `finished`, `received`. */
            what: string;
        };
        /** @description One tap of a stop-watch. */
        TimerEvent: {
            /** @description What was tapped, for example `start`. */
            event: string;
            /**
             * Format: int64
             * @description Monotonic clock of the run, ms.
             */
            mono_ms: number;
            /** Format: uuid */
            run_id: string;
            /**
             * Format: int64
             * @description Wall clock, epoch ms.
             */
            wall_ms: number;
        };
        /** @description Whom a rung told. */
        ToldView: {
            /** @description `head`, `duty`, `safety` or `engineering`. */
            contact: string;
            /** @description The level that was told; absent when nobody above has the contact either. */
            level?: string | null;
            /** @description Empty levels that were passed over. */
            passed: string[];
            /** @description The level that the ladder names. */
            wanted: string;
        };
        /** @description Something that is gone. */
        Tombstone: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `assignment` or `returned_audit`. */
            kind: string;
        };
        /** @description A name at the top of a class. */
        TopView: {
            /**
             * Format: int32
             * @description Comparison class.
             */
            class: number;
            /** @description Name. */
            name: components["schemas"]["Text"];
            /**
             * Format: int32
             * @description Rank.
             */
            rank: number;
        };
        /** @description Sums of the checklist. */
        TotalsView: {
            /**
             * Format: int32
             * @description Of them bonus items.
             */
            bonus_items: number;
            /**
             * Format: int32
             * @description Items, bonus items included.
             */
            items: number;
            /**
             * Format: int32
             * @description Points of the base items.
             */
            points: number;
            /**
             * Format: int32
             * @description Sum of the weights in basis points.
             */
            weight_bp: number;
        };
        /** @description The score of a touchpoint. */
        TouchpointBrief: {
            /** @description The touchpoint. */
            id: string;
            /**
             * Format: int32
             * @description Its score; absent when it does not apply.
             */
            score_bp?: number | null;
        };
        /** @description Touchpoints. */
        TouchpointSpreadsView: {
            /** @description A row per subject and touchpoint. */
            items: components["schemas"]["TouchpointSpreadView"][];
            /** @description The period or the round's code. */
            window: string;
        };
        /** @description One touchpoint of one subject. */
        TouchpointSpreadView: {
            /**
             * Format: int32
             * @description Their mean.
             */
            mean_bp: number;
            /** @description Its name. */
            name: components["schemas"]["Text"];
            /**
             * Format: int32
             * @description Stations (or audits of a station) with a score for it.
             */
            observations: number;
            /** @description Least, lower quartile, median, upper quartile, greatest. */
            spread_bp: number[];
            /** @description Its code. */
            subject_code?: string | null;
            /**
             * Format: uuid
             * @description Station or unit; absent: everything in scope.
             */
            subject_id?: string | null;
            /** @description The touchpoint. */
            touchpoint: string;
        };
        /** @description A stage of the visit. */
        TouchpointView: {
            /** @description For example `approach`. */
            id: string;
            /** @description Ids of its items, in order. */
            items: string[];
            /**
             * Format: int32
             * @description Points of its base items.
             */
            points: number;
            /** @description Its name. */
            text: components["schemas"]["Text"];
            /**
             * Format: int32
             * @description Weight in basis points.
             */
            weight_bp: number;
        };
        /** @description A series of periods. */
        TrendView: {
            /** @description One point a period, oldest first. */
            items: components["schemas"]["PointView"][];
            /** @description Names of the touchpoints, in the order of each point's `touchpoints`. */
            touchpoints: components["schemas"]["Text"][];
        };
        /** @enum {string} */
        Trigger: "red_line" | "low_score" | "low_scores" | "overdue_orders" | "false_evidence";
        /** @description When a miss is a repeat, a station is audited once more, orders are grouped (§5.5). */
        TriggersView: {
            /**
             * Format: int32
             * @description Share of the audited stations of a region that makes a common problem, bp.
             */
            common_share_bp: number;
            /**
             * Format: int32
             * @description Least number of such stations.
             */
            common_stations: number;
            /**
             * Format: int32
             * @description Days without stars after false evidence.
             */
            false_evidence_star_days: number;
            /**
             * Format: int32
             * @description A re-visit below it brings help on site, bp.
             */
            help_below_bp: number;
            /**
             * Format: int32
             * @description A repeat is a miss within so many days after the closure.
             */
            repeat_within_days: number;
            /**
             * Format: int32
             * @description A final score below it brings a re-visit, bp.
             */
            revisit_below_bp: number;
            /** @description First and last day of a re-visit after the last order was closed. */
            revisit_days: number[];
            /**
             * Format: int32
             * @description So many overdue orders of a quarter bring one.
             */
            revisit_overdue_orders: number;
            /**
             * Format: int32
             * @description So many audits in a row …
             */
            revisit_running_audits: number;
            /**
             * Format: int32
             * @description … below this bring one, bp.
             */
            revisit_running_below_bp: number;
            /**
             * Format: int32
             * @description Two repeats within so many days make a project.
             */
            second_repeat_within_days: number;
        };
        /** @description Changes of a unit; what is absent stays. */
        UnitChange: {
            /** @description Name in English. */
            name_en?: string | null;
            /** @description Name in Chinese. */
            name_zh?: string | null;
            /**
             * Format: uuid
             * @description Another unit above; everything below moves along.
             */
            parent_id?: string | null;
        };
        /** @description A unit of the organisation. */
        UnitView: {
            /** @description Unique code. */
            code: string;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /**
             * Format: int32
             * @description 0 headquarters, 1 province, 2 city, 3 district.
             */
            level: number;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: uuid
             * @description The unit above; absent for the top.
             */
            parent_id?: string | null;
            /**
             * Format: int32
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description What is left. */
        Unread: {
            /**
             * Format: int64
             * @description Lines that were unread and are not any more.
             */
            marked: number;
            /**
             * Format: int64
             * @description How much is unread, in all.
             */
            unread: number;
        };
        /** @description One presigned upload, good for exactly these bytes. */
        UploadTarget: {
            /** @description The address works until then. */
            expires_at: string;
            /** @description Headers to send exactly so; length and host are set by the HTTP client. */
            headers: {
                [key: string]: string;
            };
            /** @description Always `PUT`. */
            method: string;
            /** @description Address on the storage that the phone can reach. */
            url: string;
        };
        /** @description One input error. */
        ViolationDocument: {
            /** @description Word of a closed list. */
            code: string;
            /** @description What is wrong, in the language of the request. */
            message: string;
            /** @description RFC 6901 pointer into the body; `header:<name>` or `query:<name>` outside of it. */
            pointer: string;
        };
        /**
         * @description What became of the assignment of an incomplete audit.
         * @enum {string}
         */
        VisitAgain: "issued" | "before" | "left_to_planner" | "not_needed";
        /** @description What a reviewer says about a failed red line. */
        Vote: {
            /** @description What he saw. */
            reason?: string;
        };
        /** @description A rule of visits (15 to 45 minutes in a slot; rotation; stations a day) that a plan breaks. */
        Warning: {
            /** @description `outside_slot`, `rotation_days`, `rotation_year`, `stations_per_day`, `outside_area`, `other_slot` or `outside_days`. */
            code: string;
            /** @description What it means, in the language of the request. */
            message: string;
        };
        /** @description Weak items, worst first. */
        WeakItemsView: {
            /**
             * Format: int64
             * @description Audits that count.
             */
            audits: number;
            /** @description The base items. */
            items: components["schemas"]["WeakItemView"][];
            /** @description The period or the round's code. */
            window: string;
        };
        /** @description One item. */
        WeakItemView: {
            /**
             * Format: int64
             * @description Answers that count.
             */
            answered: number;
            /** @description Characteristic of service quality. */
            characteristic?: string | null;
            /** @description Whether there are enough answers to speak of a rate. */
            enough: boolean;
            /**
             * Format: int64
             * @description Misses that earn nothing.
             */
            full: number;
            /** @description Its id. */
            item: string;
            /** @description Kano class. */
            kano?: string | null;
            /**
             * Format: int32
             * @description Its number in the checklist.
             */
            n: number;
            /**
             * Format: int32
             * @description Share of audits in which it did not apply.
             */
            na_share_bp?: number | null;
            /**
             * Format: int32
             * @description The same over the whole network.
             */
            network_rate_bp?: number | null;
            /**
             * Format: int64
             * @description Misses that leave something of the points.
             */
            partial: number;
            /**
             * Format: int32
             * @description Answered and not missed ÷ answered.
             */
            pass_rate_bp?: number | null;
            /**
             * Format: int32
             * @description Points of one answer.
             */
            points: number;
            /** @description SERVQUAL dimension. */
            servqual?: string | null;
            /** @description critical, major or minor. */
            severity: string;
            /** @description Its text. */
            text: components["schemas"]["Text"];
            /** @description Its touchpoint. */
            touchpoint: string;
        };
        /** @description Changes; what is absent stays. */
        WebhookChange: {
            /** @description Whether it takes new events. */
            active?: boolean | null;
            /** @description Where it is sent to, https. */
            address?: string | null;
            /** @description The word that the robot asks for. */
            keyword?: string | null;
            /** @description Kinds of events; empty: all. */
            kinds?: string[] | null;
            /** @description `zh` or `en`. */
            lang?: string | null;
            /** @description Name for people. */
            name?: string | null;
            /** @description The secret of a signed robot. */
            secret?: string | null;
        };
        /** @description A receiver of webhooks, or the robot of a group chat. */
        WebhookView: {
            /** @description Whether it takes new events. */
            active: boolean;
            /** @description The address; of a robot only its host, since the rest holds its key. */
            address: string;
            /** @description When it was set up. */
            created_at: string;
            /**
             * Format: int64
             * @description Deliveries that are not tried any more.
             */
            dead: number;
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description The word that every message of a robot holds. */
            keyword?: string | null;
            /** @description `webhook`, `wecom`, `dingtalk` or `feishu`. */
            kind: string;
            /** @description The kinds of events that it takes; empty: all. */
            kinds: string[];
            /** @description Language of the messages: `zh` or `en`. */
            lang: string;
            /** @description Name for people. */
            name: string;
            /** @description Until when the secret before signs too. */
            old_secret_until?: string | null;
            /**
             * Format: uuid
             * @description It is told of the stations of this unit and below; absent: of the whole network.
             */
            org_unit_id?: string | null;
            /** @description Whether messages are signed. */
            signed: boolean;
            stopped?: components["schemas"]["ReasonView"] | null;
            /**
             * Format: int32
             * @description For `If-Match`.
             */
            version: number;
            /**
             * Format: int64
             * @description Deliveries that wait.
             */
            waiting: number;
        };
        /** @description A version that was withdrawn. */
        Withdrawn: {
            /**
             * Format: int32
             * @description Its version; not a version for `If-Match`.
             */
            checklist_version: number;
            /** @description For example `station-69`. */
            id: string;
            /** @description Since when no new audits start on it. */
            withdrawn_at: string;
        };
        /** @description Words that go with a verb. */
        Words: {
            /** @description What there is to say. */
            note?: string | null;
        };
        /**
         * Format: binary
         * @description A workbook in XLSX.
         */
        WorkbookFile: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    get_appeals: {
        parameters: {
            query?: {
                /** @description Only this audit. */
                audit?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only stations of this unit and below. */
                org_unit?: string;
                /** @description Only these states, separated by commas: `level_1`, `level_1_decided`, `level_2`, `closed`. */
                state?: string;
                /** @description Only this station. */
                station?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_AnyAppeal"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_appeals_appeal_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAppeal"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_appeals_appeal_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileAppeal"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAppeal"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAppeal"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_appeals_appeal_id_ask_footage: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFootage"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAppeal"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_appeals_appeal_id_decide: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideAppeal"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAppeal"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_appeals_appeal_id_footage: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveFootage"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAppeal"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_appeals_appeal_id_second_level: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                appeal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoOn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAppeal"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_assignments: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only windows that end after this instant, RFC 3339. */
                from?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /**
                 * @description Only those of which the shopper said one of these, separated by commas: `decline`, `impossible`, `recognised`. For
                 *     desks.
                 */
                report?: string;
                /** @description Only this round. */
                round?: string;
                /** @description Only those this shopper holds. */
                shopper?: string;
                /** @description Only this state. */
                state?: components["schemas"]["AssignmentState"];
                /** @description Only this station. */
                station?: string;
                /** @description Only windows that begin before this instant, RFC 3339. */
                to?: string;
                /**
                 * @description `true`: only visits that were made in vain and wait for a planner: every audit is void or incomplete, and the
                 *     assignment was not issued again. For desks.
                 */
                to_issue_again?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_AnyAssignment"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_assignments_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyAssignment"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_assignments_id_decline: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decline"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_assignments_id_impossible: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Impossible"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_assignments_id_issue_again: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueAgain"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_assignments_id_reassign: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reassign"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_assignments_id_recognised: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecognisedInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_assignments_id_reports_report_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportReceipt"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_assignments_id_withdraw: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_assignments_bulk: {
        parameters: {
            query?: {
                /** @description `true`: judges the rows and writes nothing; what the answer says of them is what would become of them. */
                dry_run?: boolean;
            };
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Bulk"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_audit_log: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only from this instant on. */
                from?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only what this person wrote. */
                person?: string;
                /** @description Only about this id. */
                subject?: string;
                /** @description Only about this kind: the word of its collection, for example `audits`. */
                subject_kind?: string;
                /** @description Only before this instant. */
                until?: string;
                /** @description `true`: with what each request said, as far as it was not erased; for head office and administrators. */
                values?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_LogRow"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_audit_log_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_audit_log_heads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadView"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_audits: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only with, or only without flags in force. */
                has_flags?: boolean;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only what the caller holds now. */
                mine?: boolean;
                /** @description `true`: only with a proposed change that nobody has decided. */
                open_proposal?: boolean;
                /** @description Only stations of this unit and below. */
                org_unit?: string;
                /** @description Only with, or only without a first review that is late. */
                overdue_review?: boolean;
                /** @description Only what waits for a reviewer: a failed red line at once, everything else when its photos are settled. */
                queue?: boolean;
                /** @description Only with, or only without a failed red line. */
                red_line?: boolean;
                /** @description Only this round. */
                round?: string;
                /** @description Only these states, separated by commas. */
                state?: string;
                /** @description Only this station. */
                station?: string;
                /**
                 * @description As what the caller looks, when his roles give him several views, each with the places of its roles: `desk`,
                 *     `auditor` or `station`; default the fullest one.
                 */
                view?: "desk" | "auditor" | "station";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_audits_audit_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditCase"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_audits_audit_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description Epoch of the receipts that the phone holds, after a restore of the server */
                "Forecourt-Receipt-Epoch"?: string | null;
            };
            path: {
                /** @description Random v4 UUID made by the phone */
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Submission"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description revision-conflict or not-returned */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Come back after Retry-After */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_accept: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Accept"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_claim: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_close_upload: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonGiven"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_correct: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Correct"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_flags_flag_id_clear: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
                flag_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonGiven"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_photos_photo_id_lost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                audit_id: string;
                photo_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Lost"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_proposals_proposal_id_confirm: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
                proposal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_proposals_proposal_id_dismiss: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
                proposal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonGiven"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_red_lines_item_confirm: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_red_lines_item_refute: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_audits_audit_id_refused: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRefused"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_release: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_reopen: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonGiven"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_return: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Return"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_audits_audit_id_revisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRevisions"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_audits_audit_id_score: {
        parameters: {
            query?: {
                /** @description A score revision; the newest when absent. Station roles count what was published. */
                revision?: number;
            };
            header?: never;
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditScore"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_audits_audit_id_void: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonGiven"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_cadence: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only what lacks this: `visit` or `night`; default either. */
                lacks?: "visit" | "night";
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description `2026-06`; night visits are looked for in its quarter. Default the month that runs. */
                month?: string;
                /** @description Only stations of this unit and below. */
                org_unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SeldomView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_calendars: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_checklists: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_checklists_id_versions_version: {
        parameters: {
            query?: never;
            header?: {
                "If-None-Match"?: string | null;
            };
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistView"];
                };
            };
            /** @description You have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_checklists_id_versions_version_withdraw: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Withdrawn"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_deliveries: {
        parameters: {
            query?: {
                /** @description Only this channel: `mail`, `webhook`, `wecom`, `dingtalk` or `feishu`. */
                channel?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /**
                 * @description Only these, separated by commas: `waiting`, `delivered`, `dead` (given up), `stopped` (waits for a destination or
                 *     mailbox to which nothing is sent until somebody corrects it).
                 */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_LoggedDelivery"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_deliveries_id_replay: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedDelivery"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_devices: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only phones of this person. */
                person?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_DeviceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_devices_device_id_holdings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Random v4 UUID made at the first start of the app */
                device_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Holdings"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_devices_summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldingsSummary"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent by browsers that connect again */
                "Last-Event-ID"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_evidence_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": number[];
                    "image/jpeg": number[];
                    "image/png": number[];
                    "image/webp": number[];
                    "video/mp4": number[];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_evidence_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Announced"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceReceipt"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_exports: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ExportView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_exports: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExport"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_exports_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_exports_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_exports_id_file: {
        parameters: {
            query?: never;
            header?: {
                "If-Range"?: string | null;
                Range?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": number[];
                    "application/vnd.apache.parquet": number[];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": number[];
                };
            };
            /** @description A part of them */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": number[];
                    "application/vnd.apache.parquet": number[];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": number[];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_follow_ups: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only stations of this unit and below. */
                org_unit?: string;
                /** @description `open` (default): nobody has said yet that it was done; `done`; `all`. */
                state?: string;
                /** @description `help` or `meeting`. */
                what?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_FollowUpView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_follow_ups_id_done: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowedUp"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUpView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_inbox: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description `true`: only what is unread. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_inbox_read: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_jobs: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_JobView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_jobs_id_retry: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_jobs_summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobSummary"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Limits"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_me_drafts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_me_drafts_audit_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the audit that the visit will become */
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_me_drafts_audit_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the audit that the visit will become, made by the phone */
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Draft"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description draft-newer or drafts-full */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_me_drafts_audit_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the audit that the visit would have become */
                audit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_me_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notifications"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_me_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNotifications"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notifications"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_me_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_org_units: {
        parameters: {
            query?: {
                /** @description Only the unit of this code. */
                code?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only this level: 0 to 3. */
                level?: number;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only direct children of this unit. */
                parent?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_UnitView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_org_units: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUnit"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_org_units_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patch_org_units_id: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_org_units_id_contacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contacts"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_org_units_id_contacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContacts"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contacts"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_org_units_import: {
        parameters: {
            query?: {
                /** @description `true`: check and count, write nothing. Needs no `Idempotency-Key`. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Not needed for a dry run */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": components["schemas"]["WorkbookFile"];
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_people: {
        parameters: {
            query?: {
                /** @description `true`: only active ones, `false`: only deactivated ones. */
                active?: boolean;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only people with this text in a name. */
                q?: string;
                /** @description Only holders of this role. */
                role?: components["schemas"]["Role"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_PersonDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_people: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPerson"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_people_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patch_people_id: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_people_id_sign_in_code: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInCode"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_people_import: {
        parameters: {
            query?: {
                /** @description `true`: check and count, write nothing. Needs no `Idempotency-Key`. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Not needed for a dry run */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": components["schemas"]["WorkbookFile"];
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleReport"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_periods_period_close: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Close"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_periods_period_editions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionView"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_photos_id: {
        parameters: {
            query?: {
                /** @description Default `view`. Without derived copies (yet) the original is answered to those who may see it. */
                size?: "thumb" | "view" | "original";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": number[];
                };
            };
            /** @description The address of the bytes */
            307: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_policies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_publications: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_PublicationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_publications: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishNow"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rectifications: {
        parameters: {
            query?: {
                /** @description Only orders that this audit opened or joined; not for station roles. */
                audit?: string;
                /** @description Only this class: `T0`, `T1`, `T3`, `T7` or `T30`. */
                class?: string;
                /** @description Only what was closed at or after this instant. */
                closed_from?: string;
                /** @description Only what was closed before this instant. */
                closed_to?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only what is due at or before this instant. */
                due_by?: string;
                /** @description Only what waits for a decision about more time, or only what does not. */
                extension_waiting?: boolean;
                /** @description Only these items, separated by commas. */
                item?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /**
                 * @description Only what a rung of the ladder put there: `red_list`, `supervision`, `bulletin`, `phone`, `out_of_use` or `milestone`;
                 *     with `open=true` the red list as it stands.
                 */
                mark?: string;
                /** @description Only what is open, or only what is closed or cancelled. */
                open?: boolean;
                /** @description Only stations of this unit and below. */
                org_unit?: string;
                /** @description Only what is overdue, or only what is not. */
                overdue?: boolean;
                /** @description Only what stands still for an appeal, or only what does not. */
                paused?: boolean;
                /** @description Only what is grouped under this regional project. */
                project?: string;
                /**
                 * @description Only stations whose code, name or city holds these words, items of this number or whose texts hold them, or the
                 *     order of this id.
                 */
                q?: string;
                /** @description Only what was found and fixed before, or, for desks, found again while it was open; or only what was not. */
                repeat?: boolean;
                /** @description Only these severities, separated by commas: `critical`, `major`, `minor`. */
                severity?: string;
                /** @description Only these states, separated by commas. */
                state?: string;
                /** @description Only this station. */
                station?: string;
                /**
                 * @description As what the caller looks, when his roles give him both views, each with the places of its roles: `desk` or
                 *     `station`; default `desk`.
                 */
                view?: "desk" | "station";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rectifications_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderCase"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_acknowledge: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acknowledge"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rectifications_id_calls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_calls: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCall"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_cancel: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cancel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_close: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Words"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_contain: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Contain"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_extensions: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskExtension"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_extensions_extension_id_decide: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                extension_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideExtension"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_issue: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Issue"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_plan: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Plan"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_reject: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reject"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_submit: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Submit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rectifications_id_timeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTimeline"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_id_verify: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Words"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDone"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rectifications_bulk: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderBulk"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderBulkAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_refused: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_RefusedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_refused_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefusedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_refused_id_judge: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Judge"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefusedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_regional_projects: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only those whose cycle has been open for 60 days without check data, or only the others. */
                flagged?: boolean;
                /** @description Only this item. */
                item?: string;
                /** @description Only those of a `region`, or only those of a `station`: the watch list. */
                kind?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only regions of this unit and below. */
                org_unit?: string;
                /** @description Only `open`, `withdrawn` or `ended`. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ProjectView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_regional_projects_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectCase"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_regional_projects_id_act: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectAct"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectCase"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_regional_projects_id_actions: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectAction"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectCase"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_regional_projects_id_plan: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectPlan"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectCase"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_report_photos_id: {
        parameters: {
            query?: {
                /** @description Default `view`. Without derived copies (yet) the original is answered to those who may see it. */
                size?: "thumb" | "view" | "original";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": number[];
                };
            };
            /** @description The address of the bytes */
            307: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_bulletin: {
        parameters: {
            query?: {
                /** @description The day, `YYYY-MM-DD`; default today, as it stands now. */
                day?: string;
                /** @description Depth of the units: 1 province, 2 city, 3 district; default 1. */
                depth?: number;
                /** @description `json` or `csv`. */
                format?: string;
                /** @description `network` (default: everything in scope together), `unit` or `station`. */
                level?: string;
                /** @description Only stations of this org unit and below. */
                org_unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulletinView"];
                    "text/csv": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_coverage: {
        parameters: {
            query: {
                /** @description Also per unit at this depth: 1 province, 2 city, 3 district. */
                depth?: number;
                /** @description `json` or `csv`. */
                format?: string;
                /** @description Only stations of this org unit and below. */
                org_unit?: string;
                /** @description Code of the round. */
                round: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoverageView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_items: {
        parameters: {
            query?: {
                /**
                 * @description Only stations of this comparison class, compared with those of the whole network (station roles: with all stations): 0
                 *     full stations, 1 self-service and small sites.
                 */
                class?: number;
                /** @description `json` or `csv`. */
                format?: string;
                /** @description Items with fewer answers stand at the end; default 5. */
                minimum?: number;
                /** @description Only stations of this org unit and below. */
                org_unit?: string;
                /** @description Month `2026-11`, quarter `2026-Q4` or year `2026`; default: the month of today. */
                period?: string;
                /** @description Code of a round instead of a period. */
                round?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WeakItemsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_lenses: {
        parameters: {
            query?: {
                /** @description Only stations of this comparison class: 0 full stations, 1 self-service and small sites. */
                class?: number;
                /** @description Depth of the units: 1 province, 2 city, 3 district; default 1. */
                depth?: number;
                /** @description `json` or `csv`. */
                format?: string;
                /** @description `servqual` (default), `characteristic`, `kano` or `touchpoint`. */
                lens?: string;
                /** @description `network` (default: everything in scope together), `unit` or `station`. */
                level?: string;
                /** @description Only stations of this org unit and below. */
                org_unit?: string;
                /** @description Month `2026-11`, quarter `2026-Q4` or year `2026`; default: the month of today. */
                period?: string;
                /** @description Code of a round instead of a period. */
                round?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LensesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_ranking: {
        parameters: {
            query?: {
                /**
                 * @description Only this comparison class: 0 full stations, 1 self-service and small sites. Units are ranked by their stations of
                 *     this class.
                 */
                class?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Depth of the units below headquarters: 1 province, 2 city, 3 district; default 1. */
                depth?: number;
                /** @description Edition of a closed period, or `live`; default: the newest closed one, else live. */
                edition?: string;
                /** @description `json` or `csv`. */
                format?: string;
                /** @description `station` (default) or `unit`. */
                level?: string;
                /** @description Rows of a page: 1 to 50000, default 50. */
                limit?: number;
                /** @description Only stations of this org unit and below. */
                org_unit?: string;
                /** @description Month `2026-11`, quarter `2026-Q4` or year `2026`; default: the month of today. */
                period?: string;
                /** @description Code of a round instead of a period. */
                round?: string;
                /** @description Only the row of this station, with its rank among all; stations alone are ranked then. */
                station?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RankingView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_rectification: {
        parameters: {
            query?: {
                /** @description Depth of the units: 1 province, 2 city, 3 district; default 1. */
                depth?: number;
                /** @description `json` or `csv`. */
                format?: string;
                /** @description `network` (default: everything in scope together), `unit` or `station`. */
                level?: string;
                /** @description Only stations of this org unit and below. */
                org_unit?: string;
                /** @description Month `2026-11`, quarter `2026-Q4` or year `2026`; default: the month of today. */
                period?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RectificationReport"];
                    "text/csv": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_rounds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedRound"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_touchpoints: {
        parameters: {
            query?: {
                /** @description Depth of the units: 1 province, 2 city, 3 district; default 1. */
                depth?: number;
                /** @description `json` or `csv`. */
                format?: string;
                /** @description `network` (default: everything in scope together), `unit` or `station`. */
                level?: string;
                /** @description Only stations of this org unit and below. */
                org_unit?: string;
                /** @description Month `2026-11`, quarter `2026-Q4` or year `2026`; default: the month of today. */
                period?: string;
                /** @description Code of a round instead of a period. */
                round?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TouchpointSpreadsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_reports_trend: {
        parameters: {
            query?: {
                /** @description `json` or `csv`. */
                format?: string;
                /**
                 * @description How many months the points take in together, 1 to 36: whole quarters or years; default 6 months, 12 of quarters, 36
                 *     of years.
                 */
                months?: number;
                /** @description Only stations of this org unit and below. */
                org_unit?: string;
                /** @description Only this station. */
                station?: string;
                /**
                 * @description Last month `2026-11`, quarter `2026-Q4` or year `2026`, which is how far the points are apart; default: the month
                 *     of today.
                 */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrendView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPeriods"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_revisits: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only those whose result is too low, so that something has to follow, or only the others. */
                follow_up?: boolean;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only stations of this unit and below. */
                org_unit?: string;
                /** @description Only these states, separated by commas: `waiting`, `planned`, `done`, `covered`, `dropped`, `ended`. */
                state?: string;
                /** @description Only this station. */
                station?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_RevisitView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_revisits_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisitView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_revisits_id_end: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndRevisit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisitEnded"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rounds: {
        parameters: {
            query?: {
                /** @description Only the round of this code. */
                code?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only rounds in this state. */
                state?: components["schemas"]["RoundState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_RoundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rounds: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRound"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rounds_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patch_rounds_id: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoundChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rounds_id_close: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rounds_id_coverage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyCoverage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_rounds_id_open: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_sessions_current: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_stations: {
        parameters: {
            query?: {
                /** @description Only the station of this code. */
                code?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only stations of this unit and of all below it. */
                org_unit?: string;
                /** @description Only stations with this text in code, name or city. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_AnyStation"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_stations: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStation"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_stations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyStation"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patch_stations_id: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StationChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_stations_id_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProfile"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_stations_id_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profiles"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_stations_import: {
        parameters: {
            query?: {
                /** @description `true`: check and count, write nothing. Needs no `Idempotency-Key`. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Not needed for a dry run */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": components["schemas"]["WorkbookFile"];
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_storage_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageCheck"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_storage_fsck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FsckView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_sync: {
        parameters: {
            query?: {
                /** @description The `cursor` of the sync before; leave it out for everything. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_uploads_photo_id: {
        parameters: {
            query: {
                /** @description Until when it works, epoch ms. */
                expires: number;
                /** @description Signature of the address. */
                signature: string;
            };
            header?: never;
            path: {
                photo_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Insufficient Storage */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_webhooks: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WebhookView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_webhooks: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_webhooks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_webhooks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patch_webhooks_id: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_webhooks_id_deliveries: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of a page: 1 to 500, default 50. */
                limit?: number;
                /** @description Only these: `waiting`, `delivered` or `dead`. */
                state?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_DeliveryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_webhooks_id_deliveries_delivery_id_replay: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                delivery_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_webhooks_id_secret: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    post_webhooks_id_test: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Request Timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
}
