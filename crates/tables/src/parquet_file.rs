//! Parquet: a column each, with its type; names are the same in every language.

use std::{
    io::{self, Write},
    mem::take,
    sync::Arc,
};

use forecourt_render::sheet::{Cell, Column, Kind, Sheet};
use parquet::{
    basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel},
    data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::{Type, TypePtr},
};

/// Rows that are kept until they are written together.
const GROUP_ROWS: usize = 20_000;
/// Digits of a number with two decimals: what 64 bits always hold.
const PRECISION: i32 = 18;

/// A Parquet file under way.
pub struct ParquetFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Buffer>,
    column: usize,
    waiting: usize,
    rows: u64,
    fault: Option<&'static str>,
}

/// What a column holds until its group is written; definition levels tell empty cells.
struct Buffer {
    defined: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Long(Vec<i64>),
    Day(Vec<i32>),
    YesNo(Vec<bool>),
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file.
    pub fn new(out: W, columns: &[Column]) -> io::Result<Self> {
        let schema = schema(columns)?;
        let level = ZstdLevel::try_new(3).map_err(other)?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(other)?;
        let columns = columns.iter().map(|column| Buffer::new(column.kind)).collect();
        Ok(Self { writer, columns, column: 0, waiting: 0, rows: 0, fault: None })
    }

    fn write_group(&mut self) -> io::Result<()> {
        if self.waiting == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(other)?;
        for buffer in &mut self.columns {
            let column = group.next_column().map_err(other)?;
            buffer.write(column.ok_or_else(|| io::Error::other("a column of the schema is missing"))?)?;
        }
        group.close().map_err(other)?;
        self.waiting = 0;
        Ok(())
    }

    /// Ends the file: the number of rows, and the writer underneath.
    pub fn finish(mut self) -> io::Result<(u64, W)> {
        self.write_group()?;
        Ok((self.rows, self.writer.into_inner().map_err(other)?))
    }
}

impl<W: Write + Send> Sheet for ParquetFile<W> {
    fn cell(&mut self, cell: Cell<'_>) {
        match self.columns.get_mut(self.column) {
            Some(buffer) => {
                if !buffer.take(cell) {
                    self.fault = Some("a cell is not what its column holds");
                }
            }
            None => self.fault = Some("a cell too many"),
        }
        self.column += 1;
    }

    fn end_row(&mut self) -> io::Result<()> {
        if self.column != self.columns.len() {
            self.fault = Some("a row has not as many cells as there are columns");
        }
        if let Some(fault) = self.fault {
            return Err(io::Error::other(fault));
        }
        self.column = 0;
        self.rows += 1;
        self.waiting += 1;
        if self.waiting == GROUP_ROWS { self.write_group() } else { Ok(()) }
    }
}

impl Buffer {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text | Kind::Picture => Values::Text(Vec::new()),
            Kind::Int | Kind::Hundredths | Kind::Instant => Values::Long(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
            Kind::YesNo => Values::YesNo(Vec::new()),
        };
        Self { defined: Vec::new(), values }
    }

    /// Takes a cell; `false` when it is not of this column's type.
    fn take(&mut self, cell: Cell<'_>) -> bool {
        match (&mut self.values, cell) {
            (_, Cell::Empty | Cell::Picture(..)) => {
                self.defined.push(0);
                return true;
            }
            (Values::Text(values), Cell::Text(text)) => values.push(ByteArray::from(text)),
            (Values::Long(values), Cell::Int(value) | Cell::Hundredths(value) | Cell::Instant(value)) => {
                values.push(value);
            }
            (Values::Day(values), Cell::Day(day)) => values.push(day),
            (Values::YesNo(values), Cell::YesNo(yes, _)) => values.push(yes),
            _ => return false,
        }
        self.defined.push(1);
        true
    }

    fn write(&mut self, mut column: SerializedColumnWriter<'_>) -> io::Result<()> {
        let defined = take(&mut self.defined);
        let levels = Some(defined.as_slice());
        let written = match &mut self.values {
            Values::Text(values) => column.typed::<ByteArrayType>().write_batch(&take(values), levels, None),
            Values::Long(values) => column.typed::<Int64Type>().write_batch(&take(values), levels, None),
            Values::Day(values) => column.typed::<Int32Type>().write_batch(&take(values), levels, None),
            Values::YesNo(values) => column.typed::<BoolType>().write_batch(&take(values), levels, None),
        };
        written.map_err(other)?;
        column.close().map_err(other)
    }
}

fn schema(columns: &[Column]) -> io::Result<TypePtr> {
    let mut fields: Vec<TypePtr> = Vec::with_capacity(columns.len());
    for column in columns {
        let name = unused(&fields, &column.name);
        let (physical, logical) = match column.kind {
            Kind::Text | Kind::Picture => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Int => (Physical::INT64, None),
            Kind::Hundredths => (Physical::INT64, Some(LogicalType::decimal(2, PRECISION))),
            Kind::YesNo => (Physical::BOOLEAN, None),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
            Kind::Instant => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
        };
        let mut builder = Type::primitive_type_builder(&name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        if column.kind == Kind::Hundredths {
            builder = builder.with_precision(PRECISION).with_scale(2);
        }
        fields.push(Arc::new(builder.build().map_err(other)?));
    }
    Type::group_type_builder("rows").with_fields(fields).build().map(Arc::new).map_err(other)
}

/// A name that no earlier column has.
fn unused(fields: &[TypePtr], name: &str) -> String {
    let name = if name.is_empty() { "column" } else { name };
    let known = |name: &str| fields.iter().any(|field| field.name() == name);
    let numbered = (2_usize..).map(|number| format!("{name}_{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !known(name)).unwrap_or_default()
}

fn other(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
