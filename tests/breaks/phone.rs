//! A phone whose connection breaks: it does one request after the other, keeps what it learned, and when an answer does
//! not come its app is gone, too: it starts again from its disk.

use std::{path::PathBuf, sync::Arc, time::Duration};

use forecourt_tests::{answer::Answer, desk::Desk, visit::Visit};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    draft::Backup,
    memory::{Kept, Memory, Report, Task, photo_of, url},
};

/// From one look at the receipt to the next.
const PAUSE: Duration = Duration::from_millis(50);

/// There was no answer, or one that says to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// Sends a request and takes an answer only if it is one (decision 12).
pub async fn ask(desk: &Desk, request: RequestBuilder) -> Result<Answer, Broken> {
    match desk.try_send(request).await {
        Ok(answer) if answer.status.is_server_error() => Err(Broken),
        Ok(answer) if matches!(answer.status.as_u16(), 408 | 425 | 429) => Err(Broken),
        Ok(answer) => Ok(answer),
        Err(_) => Err(Broken),
    }
}

/// A phone with its disk.
pub struct Phone {
    /// What it keeps.
    pub memory: Memory,
    disk: Arc<TempDir>,
    /// The line that it speaks over, and nobody.
    desk: Desk,
}

impl Phone {
    /// A new phone that speaks to this address.
    pub fn new(desk: Desk) -> Self {
        let disk = Arc::new(forecourt_tests::folder::temporary());
        let memory = Memory { device_id: Uuid::new_v4(), ..Memory::default() };
        let phone = Self { memory, disk, desk };
        phone.save();
        phone
    }

    /// The same phone after its app was ended: all that it knows is on its disk.
    pub fn restarted(&self) -> Self {
        let text = std::fs::read(self.disk.path().join("memory.json")).expect("the memory");
        let memory = serde_json::from_slice(&text).expect("the memory is whole");
        Self { memory, disk: self.disk.clone(), desk: self.desk.clone() }
    }

    /// Changes what it keeps, before anything else is done.
    pub fn change(&mut self, change: impl FnOnce(&mut Memory)) {
        change(&mut self.memory);
        self.save();
    }

    fn save(&self) {
        let (new, path) = (self.disk.path().join("memory.new"), self.disk.path().join("memory.json"));
        std::fs::write(&new, serde_json::to_vec(&self.memory).expect("JSON")).expect("the disk has room");
        std::fs::rename(new, path).expect("a rename");
    }

    fn file(&self, photo: Uuid) -> PathBuf {
        self.disk.path().join(photo.to_string())
    }

    /// A visit is finished: its photos lie on the disk, its submission is frozen.
    pub fn finish(&mut self, visit: &Visit) {
        let known: Vec<Uuid> = self.memory.audits.iter().flat_map(|kept| &kept.files).map(|file| file.id).collect();
        for photo in visit.photos.iter().filter(|photo| !known.contains(&photo.id)) {
            std::fs::write(self.file(photo.id), &photo.bytes).expect("the disk has room");
        }
        self.change(|memory| memory.audits.push(Kept::of(visit)));
    }

    /// The shopper deletes a photo by hand.
    pub fn lose(&self, photo: Uuid) {
        std::fs::remove_file(self.file(photo)).expect("the photo was there");
    }

    /// Photos that are still on the disk.
    pub fn photos(&self) -> usize {
        let names = std::fs::read_dir(self.disk.path()).expect("the disk").filter_map(Result::ok);
        names.filter(|entry| entry.file_name().to_string_lossy().parse::<Uuid>().is_ok()).count()
    }

    /// Reports what came in the way of a visit.
    pub fn report(&mut self, assignment_id: Uuid, verb: &str, body: &Value) {
        let (verb, body) = (verb.to_owned(), body.to_string());
        let report = Report { assignment_id, verb, body, key: Uuid::new_v4(), done: false };
        self.change(|memory| memory.reports.push(report));
    }

    fn draft(&self) -> &Backup {
        self.memory.draft.as_ref().expect("a draft")
    }

    /// What it will do next.
    pub fn next(&self) -> Option<Task> {
        self.memory.next(|photo| self.file(photo).exists())
    }

    /// Does it.
    pub async fn perform(&mut self, task: &Task) -> Result<(), Broken> {
        if matches!(task, Task::SignIn) && self.memory.code.is_some() {
            return self.sign_in_by_code().await;
        }
        let answer = ask(&self.desk, self.request(task)).await?;
        self.learn(task, &answer);
        if matches!((task, self.next()), (Task::Put(one), Some(Task::Put(next))) if *one == next) {
            // The server has the photos and has not read them yet.
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// A code works once. When the answer to a try was lost the password may have been set already.
    async fn sign_in_by_code(&mut self) -> Result<(), Broken> {
        let Memory { username, password, code, code_tried, device_id, .. } = self.memory.clone();
        if !code_tried {
            self.change(|memory| memory.code_tried = true);
        }
        let by_code = json!({"username": username, "code": code, "new_password": password, "device_id": device_id});
        let by_password = json!({"username": username, "password": password, "device_id": device_id});
        let ways = if code_tried { vec![by_password, by_code] } else { vec![by_code] };
        for body in ways {
            let answer = ask(&self.desk, self.desk.request(Method::POST, "/v1/sessions").json(&body)).await?;
            if answer.status == 201 {
                self.learn(&Task::SignIn, &answer);
                return Ok(());
            }
            assert_eq!(answer.status, 401, "{}", answer.text());
        }
        panic!("neither code nor password signs in");
    }

    fn request(&self, task: &Task) -> RequestBuilder {
        let memory = &self.memory;
        let desk = Desk { token: memory.token.clone().unwrap_or_default(), ..self.desk.clone() };
        let text = |request: RequestBuilder, body: &str| {
            request.header("content-type", "application/json").body(body.to_owned())
        };
        match task {
            Task::SignIn => desk.request(Method::POST, "/v1/sessions").json(&json!({
                "username": memory.username, "password": memory.password, "device_id": memory.device_id
            })),
            Task::SignOut => desk.request(Method::DELETE, "/v1/sessions/current"),
            Task::Sync => {
                let cursor = memory.cursor.as_ref().map(|cursor| format!("?cursor={cursor}"));
                desk.request(Method::GET, &format!("/v1/sync{}", cursor.unwrap_or_default()))
            }
            Task::Checklist(id, version) => {
                desk.request(Method::GET, &format!("/v1/checklists/{id}/versions/{version}"))
            }
            Task::Report(n) => {
                let report = &memory.reports[*n];
                let path = format!("/v1/assignments/{}/{}", report.assignment_id, report.verb);
                let request = desk.request(Method::POST, &path).header("idempotency-key", report.key.to_string());
                text(request, &report.body)
            }
            Task::Put(n) => {
                let kept = &memory.audits[*n];
                text(desk.request(Method::PUT, &format!("/v1/audits/{}", kept.audit_id)), &kept.body)
            }
            Task::Upload(_, line) => self.upload(line),
            Task::Lost(n, photo) => {
                let path = format!("/v1/audits/{}/photos/{photo}/lost", memory.audits[*n].audit_id);
                desk.request(Method::POST, &path).json(&json!({"reason": "deleted by hand"}))
            }
            Task::Draft(step) => self.draft().request(&desk, *step, memory.device_id),
            Task::Holdings => {
                let path = format!("/v1/devices/{}/holdings", memory.device_id);
                desk.request(Method::POST, &path).json(&memory.holdings())
            }
        }
    }

    fn upload(&self, line: &Value) -> RequestBuilder {
        let bytes = std::fs::read(self.file(photo_of(line))).expect("the photo");
        let headers = line["upload"]["headers"].as_object().expect("headers");
        let request = self.desk.http.request(Method::PUT, url(line)).body(bytes);
        headers.iter().fold(request, |request, (name, value)| request.header(name, value.as_str().expect("text")))
    }

    fn learn(&mut self, task: &Task, answer: &Answer) {
        let status = answer.status.as_u16();
        let expect = |expected: &[u16]| assert!(expected.contains(&status), "{task:?}: {status} {}", answer.text());
        let mut deletable = Vec::new();
        let memory = &mut self.memory;
        match task {
            Task::SignIn => {
                memory.token = answer.expect(201)["token"].as_str().map(str::to_owned);
                memory.code = None;
            }
            Task::SignOut => {
                // Signed out already: the answer to an earlier try was lost.
                expect(&[204, 401]);
                memory.token = None;
            }
            Task::Sync => memory.learn_sync(&answer.expect(200)),
            Task::Checklist(..) => {
                expect(&[200]);
                let list = memory.checklists.remove(0);
                memory.fetched.push(list);
            }
            Task::Report(n) => {
                assert_eq!(answer.expect(200)["assignment_id"], json!(memory.reports[*n].assignment_id));
                memory.reports[*n].done = true;
            }
            Task::Put(n) if status == 422 => {
                assert_eq!(answer.problem(422, "invalid")["kept"], true, "{}", answer.text());
                memory.audits[*n].refused = answer.violations();
                memory.audits[*n].quarantined = true;
            }
            Task::Put(n) => deletable = memory.audits[*n].learn(&answer.expect(200)),
            Task::Upload(n, line) => {
                expect(&[200]);
                memory.audits[*n].sent.insert(photo_of(line));
            }
            Task::Lost(n, photo) => {
                expect(&[204]);
                memory.audits[*n].sent.insert(*photo);
            }
            Task::Draft(step) => {
                let device_id = memory.device_id;
                memory.draft.as_mut().expect("a draft").learn(*step, answer, device_id);
            }
            Task::Holdings => {
                expect(&[204]);
                memory.wants_holdings = false;
            }
        }
        self.save();
        for photo in deletable {
            // Kept for 72 hours by a real phone; gone at once here: from now on the server alone has it.
            let file = self.file(photo);
            if file.exists() {
                std::fs::remove_file(file).expect("it can be deleted");
            }
        }
    }
}
