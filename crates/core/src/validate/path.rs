//! Where something stands in a document.

use crate::violation::push_token;

/// The way from the root to the value at hand; turned into text only when something is wrong there.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    up: Option<&'a Path<'a>>,
    token: Token<'a>,
}

#[derive(Clone, Copy)]
enum Token<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    pub const ROOT: Path<'static> = Path { up: None, token: Token::Root };

    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path { up: Some(self), token: Token::Key(key) }
    }

    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path { up: Some(self), token: Token::Index(index) }
    }

    /// RFC 6901 text.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    fn write(&self, out: &mut String) {
        if let Some(up) = self.up {
            up.write(out);
        }
        match self.token {
            Token::Root => {}
            Token::Key(key) => push_token(out, key),
            Token::Index(index) => push_token(out, &index.to_string()),
        }
    }
}
