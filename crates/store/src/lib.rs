//! The only crate that may use sea_orm or aws_sdk_s3: entities, queries, transactions, photo store, embedded S3.

pub mod killpoint;
pub mod objects;
