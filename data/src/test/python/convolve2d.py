"""Writes what scipy.signal.convolve2d gives: python convolve2d.py OUT.txt [COINS.png COINS_OUT.txt]

Made with scipy 1.10.1. Images and kernels hold small multiples of 1/8 and 1/4, so that every sum is exact.
Each case is a line `mode boundary fill`, then image, kernel and result as `rows columns values…`.
"""
import sys

import numpy as np
from scipy.signal import convolve2d

MODES = ["full", "same", "valid"]
BOUNDARIES = [("fill", 0.0), ("fill", 1.5), ("wrap", 0.0), ("symm", 0.0)]
KERNELS = [(3, 3), (5, 1), (2, 2), (4, 3), (1, 6), (6, 7), (9, 8), (13, 17), (3, 9)]


def matrix(values):
    return " ".join([str(values.shape[0]), str(values.shape[1])] + ["%.17g" % v for v in values.ravel()])


def cases(out):
    random = np.random.default_rng(7)
    image = random.integers(-16, 17, (6, 7)) / 8
    for kernel_shape in KERNELS:
        kernel = random.integers(-8, 9, kernel_shape) / 4
        for mode in MODES:
            for boundary, fill in BOUNDARIES if mode != "valid" else BOUNDARIES[:1]:
                try:
                    result = matrix(convolve2d(image, kernel, mode, boundary, fill))
                except ValueError:
                    result = "refused"
                print(mode, boundary, fill, file=out)
                print(matrix(image), matrix(kernel), result, sep="\n", file=out)


def coins(path, out):
    """Every 499th value of two filters of a photograph, scaled to 0 to 1."""
    from PIL import Image

    image = np.asarray(Image.open(path).convert("L"), dtype=np.float64) / 255
    mean = np.full((5, 5), 1 / 25)
    sobel = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    for name, kernel in [("mean", mean), ("sobel", sobel)]:
        for mode in MODES:
            for boundary, fill in BOUNDARIES if mode != "valid" else BOUNDARIES[:1]:
                result = convolve2d(image, kernel, mode, boundary, fill)
                print(name, mode, boundary, fill, *result.shape, file=out)
                print(" ".join("%.9g" % v for v in result.ravel()[::499]), file=out)


with open(sys.argv[1], "w") as file:
    cases(file)
if len(sys.argv) > 2:
    with open(sys.argv[3], "w") as file:
        coins(sys.argv[2], file)
