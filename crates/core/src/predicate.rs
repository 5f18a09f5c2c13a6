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

    /// The condition as a tree that a client can evaluate without a parser of its own; `name` gives a flag's id.
    ///
    /// `{"flag":id}`, `{"flag":id,"is":"<|<=|>|>=|==|!=","than":n}`, `{"not":x}`, `{"all":[x,y]}`, `{"any":[x,y]}`.
    pub fn tree<'a>(&self, name: impl Fn(usize) -> &'a str) -> serde_json::Value {
        self.node.tree(&name)
    }

    /// Whether the condition holds; `value` gives a flag's value by index, 0 and 1 for bool flags.
    pub fn holds(&self, value: impl Fn(usize) -> i32) -> bool {
        self.node.holds(&value)
    }
}

impl Node {
    fn tree<'a>(&self, name: &impl Fn(usize) -> &'a str) -> serde_json::Value {
        use serde_json::json;
        match self {
            Node::Flag(i) => json!({ "flag": name(*i) }),
            Node::Compare(i, compare, constant) => {
                json!({ "flag": name(*i), "is": compare.as_str(), "than": constant })
            }
            Node::Not(node) => json!({ "not": node.tree(name) }),
            Node::And(a, b) => json!({ "all": [a.tree(name), b.tree(name)] }),
            Node::Or(a, b) => json!({ "any": [a.tree(name), b.tree(name)] }),
        }
    }

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
    /// The sign of the comparison as it stands in conditions.
    pub fn as_str(self) -> &'static str {
        match self {
            Compare::Lt => "<",
            Compare::Le => "<=",
            Compare::Gt => ">",
            Compare::Ge => ">=",
            Compare::Eq => "==",
            Compare::Ne => "!=",
        }
    }

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
    if text.len() > MAX_BYTES {
        return Err(vec![Problem::Syntax]);
    }
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

/// Deeper nesting and longer texts are refused, so that no file can exhaust the stack.
const MAX_DEPTH: u32 = 32;
const MAX_BYTES: usize = 2000;

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

#[cfg(test)]
mod tests {
    use super::*;

    /// The four bool flags a to d and the number n of at most 9.
    fn lookup(id: &str) -> Option<(usize, Option<i32>)> {
        let index = ["a", "b", "c", "d", "n"].iter().position(|known| *known == id)?;
        Some((index, (index == 4).then_some(9)))
    }

    /// Compares a condition with a closure over all values of its flags.
    fn same(text: &str, wanted: impl Fn((bool, bool, bool, bool, i32)) -> bool) {
        let predicate = parse(text, &lookup).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
        assert_eq!(predicate.text(), text);
        for bits in 0..16 {
            for n in 0..=9 {
                let flag = |index: usize| bits >> index & 1;
                let value = |index: usize| if index == 4 { n } else { flag(index) };
                let wanted = wanted((flag(0) == 1, flag(1) == 1, flag(2) == 1, flag(3) == 1, n));
                assert_eq!(predicate.holds(value), wanted, "{text} with {bits:04b} and {n}");
            }
        }
    }

    #[test]
    fn conditions_mean_what_they_say() {
        same("a", |(a, ..)| a);
        same("!a", |(a, ..)| !a);
        same("!!a", |(a, ..)| a);
        same("a || b || c || d", |(a, b, c, d, _)| a || b || c || d);
        same("a && b && c && d", |(a, b, c, d, _)| a && b && c && d);
        same("a || b && c || d", |(a, b, c, d, _)| a || (b && c) || d);
        same("(a || b) && (c || d)", |(a, b, c, d, _)| (a || b) && (c || d));
        same("!a && !(b||c)", |(a, b, c, ..)| !(a || b || c));
        same("n<3", |(.., n)| n < 3);
        same("n <= 3 || a", |(a, .., n)| n <= 3 || a);
        same("n>3", |(.., n)| n > 3);
        same(" n >= 3 ", |(.., n)| n >= 3);
        same("n == 3", |(.., n)| n == 3);
        same("n != 3 && !n==4", |(.., n)| n != 3 && n != 4);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_cause() {
        for text in
            ["", " ", "a b", "a |", "a || ", "|| a", "a & b", "(a", "a)", "!", "n < ", "n < b", "n < -1", "A", "a\tb"]
        {
            assert_eq!(parse(text, &lookup), Err(vec![Problem::Syntax]), "{text:?}");
        }
        let both = vec![Problem::UnknownFlag("x".into()), Problem::IntAsBool("n".into())];
        assert_eq!(parse("x || n", &lookup), Err(both));
        assert_eq!(parse("a == 1", &lookup), Err(vec![Problem::BoolAsInt("a".into())]));
        for text in ["n < 0", "n <= 9", "n > 9", "n >= 0", "n == 10", "n != 10"] {
            assert_eq!(parse(text, &lookup), Err(vec![Problem::Constant("n".into())]), "{text}");
        }
        for text in ["n <= 8", "n > 8", "n >= 1", "n < 1", "n == 0", "n != 9"] {
            assert!(parse(text, &lookup).is_ok(), "{text}");
        }
    }

    #[test]
    fn nesting_is_limited() {
        let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        assert!(parse(&nested(31), &lookup).is_ok());
        assert_eq!(parse(&nested(32), &lookup), Err(vec![Problem::Syntax]));
        // Long conditions are not deep ones, but there is an end to them as well.
        assert!(parse(&vec!["a"; 400].join(" || "), &lookup).is_ok());
        assert_eq!(parse(&vec!["a"; 401].join(" || "), &lookup), Err(vec![Problem::Syntax]));
    }
}
