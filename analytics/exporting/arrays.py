"""Arrow columns as arrays of bytes, row beside row, as files of fixed width want them."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

type Bytes = npt.NDArray[np.uint8]

SPACE = 32


def put_numbers(rows: Bytes, offset: int, numbers: pa.Array) -> None:
    """Write a column of doubles without gaps into rows, at an offset."""
    values = np.ascontiguousarray(numbers.to_numpy(zero_copy_only=False), dtype="<f8")
    rows[:, offset : offset + 8] = values.view(np.uint8).reshape(len(values), 8)


def put_texts(rows: Bytes, offset: int, texts: pa.Array, width: int) -> None:
    """Write a column of texts of at most ``width`` bytes into rows, at an offset; what follows stays."""
    lengths, content = text_bytes(texts)
    inside = np.arange(width)[np.newaxis, :] < lengths[:, np.newaxis]
    place = rows[:, offset : offset + width]
    place[inside] = content


def text_bytes(texts: pa.Array) -> tuple[npt.NDArray[np.int64], Bytes]:
    """How many bytes each text has, none for ``NULL``, and the bytes of all, one after the other."""
    whole = texts.fill_null("").cast(pa.large_string())
    _validity, offsets, content = whole.buffers()
    ends = np.frombuffer(offsets, np.int64)[whole.offset : whole.offset + len(whole) + 1]
    found = np.frombuffer(content, np.uint8) if content is not None else np.empty(0, np.uint8)
    return np.diff(ends), found[ends[0] : ends[-1]] if len(ends) else found[:0]
