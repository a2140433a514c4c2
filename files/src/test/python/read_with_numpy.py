"""Reads with NumPy what NpyFileTest and NpzFileTest left in files/target/for-numpy.

Not part of the test command:

    ./mvnw -B -pl files -am test -Dtest='Np*FileTest' -Dsurefire.failIfNoSpecifiedTests=false
    python3 files/src/test/python/read_with_numpy.py
"""

import math
import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).parents[3] / "target" / "for-numpy"

ARRAYS = {
    "float32-6": np.array([[1.5, math.nan, -0.0], [1e-45, 3, 4]], np.float32),
    "bool-3": np.array([True, False, True]),
    "float64-2": np.array([[math.pi, -1e300]]),
    "uint8-3": np.array([0, 200, 127], np.uint8),
    "int32-2": np.array([-(2**31), 7], np.int32),
    "int64-1": np.array(2**63 - 1),
    "float32-0": np.zeros((3, 0), np.float32),
    "float16-2": np.array([1.5, 0.1], np.float32).astype(np.float16),
}


def check(name, found, expected):
    assert found.dtype == expected.dtype and found.shape == expected.shape, (name, found)
    assert found.tobytes() == expected.tobytes(), (name, found)


for name, expected in ARRAYS.items():
    check(name, np.load(FOLDER / f"{name}.npy", allow_pickle=False), expected)
with np.load(FOLDER / "two.npz", allow_pickle=False) as two:
    assert list(two) == ["x", "layer.weight"]
    check("x", two["x"], np.array([[1.5, 0.1]], np.float32))
    check("layer.weight", two["layer.weight"], np.array([1, -1]))
print(f"{len(ARRAYS)} arrays and one npz file as expected")
