//! Conditions over station and visit flags, such as `!st.has_store || v.store_closed`.

use serde::{Serialize, Serializer};

/// A condition over flags, resolved to flag indexes when its checklist was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate {
    text: String,
    node: Node,
}

/// How an integer flag is compared with a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Flag(usize),
    Compare(usize, Compare, i32),
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
}

impl Predicate {
    pub(crate) fn new(text: String, node: Node) -> Self {
        Self { text, node }
    }

    /// The condition as it stands in the checklist file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the condition holds; `value` gives a flag's value by index, 0 and 1 for bool flags.
    pub fn holds(&self, value: impl Fn(usize) -> i32) -> bool {
        self.node.holds(&value)
    }
}

impl Node {
    fn holds(&self, value: &impl Fn(usize) -> i32) -> bool {
        match self {
            Node::Flag(i) => value(*i) != 0,
            Node::Compare(i, compare, constant) => compare.holds(value(*i), *constant),
            Node::Not(node) => !node.holds(value),
            Node::And(a, b) => a.holds(value) && b.holds(value),
            Node::Or(a, b) => a.holds(value) || b.holds(value),
        }
    }
}

impl Compare {
    fn holds(self, left: i32, right: i32) -> bool {
        match self {
            Compare::Lt => left < right,
            Compare::Le => left <= right,
            Compare::Gt => left > right,
            Compare::Ge => left >= right,
            Compare::Eq => left == right,
            Compare::Ne => left != right,
        }
    }
}

impl Serialize for Predicate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
