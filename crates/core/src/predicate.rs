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

/// Why a condition could not be read: a code of the checklist's faults and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    Syntax,
    UnknownFlag(String),
    /// A whole-number flag without a comparison.
    IntAsBool(String),
    /// A comparison of a true/false flag.
    BoolAsInt(String),
    /// A comparison that holds for every or for no value of the flag.
    Constant(String),
}

/// What the parser has to know about a flag: its index, and its highest value if it is a whole number.
pub(crate) type FlagLookup<'a> = &'a dyn Fn(&str) -> Option<(usize, Option<i32>)>;

/// Reads `!`, `&&`, `||`, parentheses, flags, and comparisons of a whole-number flag with a constant.
///
/// All problems are returned at once, except that a syntax error ends the reading.
pub(crate) fn parse(text: &str, flags: FlagLookup) -> Result<Predicate, Vec<Problem>> {
    let mut parser = Parser { rest: text, flags, problems: Vec::new(), depth: 0 };
    let node = parser.or();
    parser.skip_space();
    match node {
        Some(node) if parser.rest.is_empty() && parser.problems.is_empty() => Ok(Predicate::new(text.to_owned(), node)),
        Some(_) if parser.rest.is_empty() => Err(parser.problems),
        _ => {
            parser.problems.push(Problem::Syntax);
            Err(parser.problems)
        }
    }
}

/// Deeper nesting is refused, so that no file can exhaust the stack.
const MAX_DEPTH: u32 = 32;

struct Parser<'a> {
    rest: &'a str,
    flags: FlagLookup<'a>,
    problems: Vec<Problem>,
    depth: u32,
}

impl<'a> Parser<'a> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self, allowed: impl Fn(char) -> bool) -> &'a str {
        self.skip_space();
        let end = self.rest.find(|c| !allowed(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn or(&mut self) -> Option<Node> {
        let mut left = self.and()?;
        while self.eat("||") {
            left = Node::Or(Box::new(left), Box::new(self.and()?));
        }
        Some(left)
    }

    fn and(&mut self) -> Option<Node> {
        let mut left = self.unary()?;
        while self.eat("&&") {
            left = Node::And(Box::new(left), Box::new(self.unary()?));
        }
        Some(left)
    }

    fn unary(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let node = if self.eat("!") {
            self.unary().map(|node| Node::Not(Box::new(node)))
        } else if self.eat("(") {
            self.or().filter(|_| self.eat(")"))
        } else {
            self.atom()
        };
        self.depth -= 1;
        node
    }

    fn atom(&mut self) -> Option<Node> {
        let flag = self.word(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.');
        if flag.is_empty() {
            return None;
        }
        let comparison = self.comparison();
        let constant = match comparison {
            Some(_) => Some(self.word(|c| c.is_ascii_digit()).parse::<i32>().ok()?),
            None => None,
        };
        // A wrong flag must not hide the rest of the condition: reading goes on with a stand-in.
        let stand_in = Some(Node::Flag(0));
        let Some((index, max)) = (self.flags)(flag) else {
            self.problems.push(Problem::UnknownFlag(flag.to_owned()));
            return stand_in;
        };
        match (max, comparison, constant) {
            (None, None, _) => Some(Node::Flag(index)),
            (Some(max), Some(compare), Some(constant)) => {
                // A comparison is monotone or hits one point: it varies only if these probes differ.
                let probes = [0, constant - 1, constant, constant.saturating_add(1), max];
                let mut results = probes.iter().filter(|v| (0..=max).contains(*v)).map(|v| compare.holds(*v, constant));
                let first = results.next();
                if results.all(|r| Some(r) == first) {
                    self.problems.push(Problem::Constant(flag.to_owned()));
                }
                Some(Node::Compare(index, compare, constant))
            }
            (Some(_), ..) => {
                self.problems.push(Problem::IntAsBool(flag.to_owned()));
                stand_in
            }
            (None, ..) => {
                self.problems.push(Problem::BoolAsInt(flag.to_owned()));
                stand_in
            }
        }
    }

    fn comparison(&mut self) -> Option<Compare> {
        let all = [
            ("<=", Compare::Le),
            (">=", Compare::Ge),
            ("==", Compare::Eq),
            ("!=", Compare::Ne),
            ("<", Compare::Lt),
            (">", Compare::Gt),
        ];
        all.into_iter().find(|(token, _)| self.eat(token)).map(|(_, compare)| compare)
    }
}
