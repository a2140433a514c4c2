"""Writes the HDF5 files that Hdf5Test and SeismogramsTest read. Needs h5py and numpy.

    python3 hdf5_goldens.py ../resources/hdf5
"""

import sys
from pathlib import Path

import h5py
import numpy as np

folder = Path(sys.argv[1])

# Element i of every array is i, so that a test needs no second file.
count = np.arange(7 * 3 * 5).reshape(7, 3, 5)
with h5py.File(folder / "arrays.h5", "w", track_order=False) as f:
    f.create_dataset("contiguous", data=count.astype("<f4"))
    f.create_dataset("big_endian", data=count.astype(">f8"))
    f.create_dataset("chunked", data=count.astype("<f4"), chunks=(2, 3, 5))
    f.create_dataset("chunked_big_endian", data=count.astype(">f4"), chunks=(2, 2, 2))
    f.create_dataset("gzip", data=count.astype("<f4"), chunks=(3, 2, 4), compression="gzip")
    f.create_dataset(
        "shuffle", data=count.astype("<f8"), chunks=(2, 3, 5), compression="gzip", shuffle=True
    )
    f.create_dataset(
        "fletcher", data=count.astype("<f4"), chunks=(2, 3, 5), fletcher32=True, compression="gzip"
    )
    f.create_dataset("uint8", data=count.astype("u1"), chunks=(2, 3, 5), compression="gzip")
    f.create_dataset("int16", data=count.astype(">i2"))
    f.create_dataset("half", data=count.astype("<f2"))
    group = f.create_group("train/deep")
    group.create_dataset("x", data=count.astype("<f4"))
    group.create_dataset("y", data=np.array([0, 1, 2, 0, 1, 2, 0], dtype="<i8"))
    group.create_dataset("person", data=np.array([[5], [5], [6], [6], [7], [7], [7]], dtype="u2"))
    f.create_dataset("texts", data=np.array([b"a", b"bc"]))
    f.create_dataset("single", data=3.5)
    f.create_dataset("empty", data=np.zeros((0, 3), dtype="<f4"))
    f.create_dataset("vast", shape=(1 << 20, 1 << 16), dtype="<f8", chunks=(64, 64))
    f.create_dataset("vast_rows", shape=(4, 1 << 20, 1 << 20), dtype="<f8", chunks=(1, 64, 64))

# A chunk of 64 MB that holds nothing but zeros, in a file of 70 kB.
with h5py.File(folder / "zeros.h5", "w") as f:
    f.create_dataset(
        "x", data=np.zeros((16, 1 << 20), dtype="<f4"), chunks=(16, 1 << 20), compression="gzip",
        compression_opts=9,
    )

rng = np.random.default_rng(3)
earthquakes = rng.normal(size=(6, 3, 8)).astype("<f4")
noise = rng.normal(size=(5, 3, 8)).astype("<f4")
earthquakes[1, 2] = 0  # a dead component
earthquakes[2, 0, 3] = np.nan
noise[4, 1, 7] = np.inf
with h5py.File(folder / "windows.h5", "w") as f:
    f.create_dataset("earthquakes", data=earthquakes, chunks=(2, 3, 8), compression="gzip")
    f.create_dataset("noise", data=noise)
    f.create_dataset("earthquakes_record", data=np.array([10, 10, 11, 11, 12, 12], dtype="<i4"))
    f.create_dataset("noise_record", data=np.array([10, 11, 11, 12, 12], dtype="<i4"))
