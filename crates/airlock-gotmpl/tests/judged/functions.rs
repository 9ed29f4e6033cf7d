//! The functions and the data that templates of the tests have, here and in the judge.

use std::any::Any;

use airlock_gotmpl::number::quote;
use airlock_gotmpl::value::{ANY_MAP, List, ListType, Map, MapType, Object, STRING_MAP, Shape};
use airlock_gotmpl::{Call, Func, FuncError, Functions, Sig, Str, Ty, Value, World, fmt};

/// A world in which nothing moves.
pub(crate) struct Still;

impl World for Still {
    fn now(&self) -> (i64, u32) {
        (0, 0)
    }
    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

type Given = Result<Value, FuncError>;

static NAMED: MapType = MapType {
    name: "main.Named",
    strings: false,
    method: |name| (name == b"Table").then_some(Sig::fixed(&[Ty::Str])),
    call: |map, _, args| {
        let Some(Value::Str(key)) = args.first() else {
            return Err(FuncError::new("no key"));
        };
        match map.get(key) {
            Some(value) => Ok(Value::Str(fmt::sprint(&[Value::str("table "), value]))),
            None => Err(FuncError::new(format!("{} is not a table", quote(key)))),
        }
    },
};

struct Point {
    x: i64,
    label: Str,
    any: Value,
}

impl Object for Point {
    fn type_name(&self) -> &'static str {
        "*main.Point"
    }
    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: true,
            fields: vec![
                ("X", Value::Int(self.x)),
                ("Label", Value::Str(self.label.clone())),
                ("Any", self.any.clone()),
            ],
        }
    }
    fn method(&self, name: &str) -> Option<Sig> {
        match name {
            "Sum" => Some(Sig::fixed(&[Ty::Int])),
            "Join" => Some(Sig::variadic(&[Ty::Str, Ty::Str])),
            "Fail" => Some(Sig::fixed(&[])),
            _ => None,
        }
    }
    fn call(&self, name: &str, args: &[Value]) -> Given {
        match (name, args) {
            ("Sum", [Value::Int(n)]) => Ok(Value::Int(self.x.wrapping_add(*n))),
            ("Join", [separator, rest @ ..]) => Ok(join(&text(separator), rest)),
            _ => Err(FuncError::new("point failed")),
        }
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct Plain(i64, Str);

impl Object for Plain {
    fn type_name(&self) -> &'static str {
        "main.Plain"
    }
    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: false,
            fields: vec![("A", Value::Int(self.0)), ("B", Value::Str(self.1.clone()))],
        }
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct Span(i64);

impl Object for Span {
    fn type_name(&self) -> &'static str {
        "main.Span"
    }
    fn shape(&self) -> Shape {
        Shape::Int(self.0)
    }
    fn stringer(&self) -> Option<Str> {
        Some(Str::from(format!("{}ns", self.0)))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn text(value: &Value) -> Str {
    match value {
        Value::Str(text) => text.clone(),
        _ => Str::default(),
    }
}

fn join(separator: &[u8], parts: &[Value]) -> Value {
    let parts: Vec<Str> = parts.iter().map(text).collect();
    let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
    Value::Str(Str::from(parts.join(separator)))
}

fn dict(call: &mut Call<'_, '_>) -> Given {
    let map = Map::default();
    for pair in call.args.chunks_exact(2) {
        map.set(fmt::sprint(&pair[..1]), pair[1].clone());
    }
    Ok(Value::Map(map))
}

fn string_map(call: &mut Call<'_, '_>) -> Given {
    let map = Map::typed(&STRING_MAP, Default::default());
    for pair in call.args.chunks_exact(2) {
        map.set(text(&pair[0]), pair[1].clone());
    }
    Ok(Value::Map(map))
}

fn set(call: &mut Call<'_, '_>) -> Given {
    if let Value::Map(map) = call.arg(0) {
        if map.is_nil() {
            return Err(FuncError::new("assignment to entry in nil map"));
        }
        map.set(call.str(1), call.arg(2));
    }
    Ok(call.arg(0))
}

fn named(call: &mut Call<'_, '_>) -> Given {
    match call.arg(0) {
        Value::Map(map) => Ok(Value::Map(map.retyped(&NAMED))),
        other => Ok(other),
    }
}

fn length(value: &Value) -> i64 {
    match value {
        Value::Map(map) => map.len() as i64,
        Value::List(list) => list.items().len() as i64,
        Value::Bytes(bytes) => bytes.len() as i64,
        _ => -1,
    }
}

fn typed_list(call: &mut Call<'_, '_>, ty: ListType) -> Given {
    Ok(Value::List(List::typed(ty, call.args.to_vec())))
}

fn sum(call: &mut Call<'_, '_>) -> Given {
    let numbers = (0..call.args.len()).map(|i| call.int(i));
    Ok(Value::Int(numbers.fold(0, i64::wrapping_add)))
}

macro_rules! func {
    ($name:literal, $sig:expr, $run:expr) => {
        Func::new($name, $sig, $run)
    };
}

/// The table.
pub(crate) fn functions() -> Functions {
    const STR: Sig = Sig::fixed(&[Ty::Str]);
    const INT: Sig = Sig::fixed(&[Ty::Int]);
    const NONE: Sig = Sig::fixed(&[]);
    Functions::new([
        func!("int64", Sig::fixed(&[Ty::Int64]), |c| Ok(c.arg(0))),
        func!("int32", INT, |c| Ok(Value::Int32(c.int(0) as i32))),
        func!("uint64", Sig::fixed(&[Ty::Uint64]), |c| Ok(c.arg(0))),
        func!("byte", INT, |c| Ok(Value::Byte(c.int(0) as u8))),
        func!("float", Sig::fixed(&[Ty::Float]), |c| Ok(c.arg(0))),
        func!("bytes", STR, |c| Ok(Value::Bytes(c.str(0)))),
        func!("list", Sig::variadic(&[Ty::Any]), |c| typed_list(
            c,
            ListType::Any
        )),
        func!("strings", Sig::variadic(&[Ty::Str]), |c| typed_list(
            c,
            ListType::Strings
        )),
        func!("ints", Sig::variadic(&[Ty::Int]), |c| typed_list(
            c,
            ListType::Ints
        )),
        func!("dict", Sig::variadic(&[Ty::Any]), dict),
        func!("stringmap", Sig::variadic(&[Ty::Str]), string_map),
        func!("named", Sig::fixed(&[Ty::Map]), named),
        func!("nilmap", NONE, |_| Ok(Value::Map(Map::nil(&ANY_MAP)))),
        func!("nillist", NONE, |_| Ok(Value::List(List::nil(
            ListType::Any
        )))),
        func!("nothing", NONE, |_| Ok(Value::Nil)),
        func!("set", Sig::fixed(&[Ty::Map, Ty::Str, Ty::Any]), set),
        func!("fail", STR, |c| Err(FuncError::new(c.str(0)))),
        func!("duration", Sig::fixed(&[Ty::Int64]), |c| Ok(Value::object(
            Span(c.int(0))
        ))),
        func!("point", Sig::fixed(&[Ty::Int, Ty::Str, Ty::Any]), |c| {
            let (x, label, any) = (c.int(0), c.str(1), c.arg(2));
            Ok(Value::object(Point { x, label, any }))
        }),
        func!("plain", Sig::fixed(&[Ty::Int, Ty::Str]), |c| {
            Ok(Value::object(Plain(c.int(0), c.str(1))))
        }),
        func!("takesstring", STR, |c| Ok(join(
            b" ",
            &[Value::str("string"), c.arg(0)]
        ))),
        func!("takesmap", Sig::fixed(&[Ty::Map]), |c| Ok(Value::Int(
            length(&c.arg(0))
        ))),
        func!("takeslist", Sig::fixed(&[Ty::List]), |c| Ok(Value::Int(
            length(&c.arg(0))
        ))),
        func!("takesstrings", Sig::fixed(&[Ty::Strings]), |c| {
            match c.arg(0) {
                Value::List(list) => Ok(join(b"+", list.items())),
                _ => Ok(Value::Nil),
            }
        }),
        func!("takesbytes", Sig::fixed(&[Ty::Bytes]), |c| Ok(Value::Int(
            length(&c.arg(0))
        ))),
        func!("takesbool", Sig::fixed(&[Ty::Bool]), |c| Ok(Value::Bool(
            !c.arg(0).truth()
        ))),
        func!("takesany", Sig::fixed(&[Ty::Any]), |c| Ok(Value::str(
            c.arg(0).type_name()
        ))),
        func!("takesplain", Sig::fixed(&[Ty::Object("main.Plain")]), |c| {
            Ok(Value::Int(
                c.arg(0).downcast::<Plain>().map_or(0, |plain| plain.0),
            ))
        }),
        func!("sum", Sig::variadic(&[Ty::Int, Ty::Int]), sum),
        func!("include", Sig::fixed(&[Ty::Str, Ty::Any]), |c| {
            c.machine.include(&c.str(0), &c.arg(1)).map(Value::Str)
        })
        .own_marks(),
        func!("tpl", Sig::fixed(&[Ty::Str, Ty::Any]), |c| {
            c.machine.tpl(&c.str(0), &c.arg(1)).map(Value::Str)
        })
        .own_marks(),
    ])
}

/// What every template gets as its dot.
pub(crate) fn data() -> Value {
    let list = |items: Vec<Value>| Value::list(items);
    Value::map([
        ("name", Value::str("airlock")),
        ("empty", Value::str("")),
        ("umlaut", Value::str("größe ✓")),
        ("broken", Value::str(b"a\xffb".as_slice())),
        ("one", Value::Int(1)),
        ("minus", Value::Int(-7)),
        ("big", Value::Int64(1 << 40)),
        ("pi", Value::Float(3.25)),
        ("whole", Value::Float(3.0)),
        ("huge", Value::Float(12_345_678.0)),
        ("yes", Value::Bool(true)),
        ("no", Value::Bool(false)),
        ("null", Value::Nil),
        (
            "list",
            list(vec![
                Value::Int(1),
                Value::str("two"),
                Value::Float(3.5),
                Value::Nil,
                list(vec![Value::str("x")]),
            ]),
        ),
        ("none", list(Vec::new())),
        ("words", Value::List(List::strings(["a", "b", "c"]))),
        (
            "map",
            Value::map([
                ("b", Value::Int(2)),
                ("a", Value::map([("deep", Value::str("down"))])),
                ("nil", Value::Nil),
            ]),
        ),
        ("blank", Value::Map(Map::default())),
        ("labels", {
            let labels = Map::typed(&STRING_MAP, Default::default());
            labels.set("app", Value::str("x"));
            labels.set("tier", Value::str("y"));
            Value::Map(labels)
        }),
    ])
}
