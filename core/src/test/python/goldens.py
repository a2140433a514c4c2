"""Makes the goldens of core's ops: one family of ops, one file. Run: python3 goldens.py

Op and attribute names are listed in the README beside the goldens. Padding is always written as
[[before, after], ...], one pair for each spatial axis (or each axis, for pad).
"""

from pathlib import Path

import torch
import torch.nn.functional as F

from golden_case import Family

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "goldens"


def pairs(padding):
    return [list(p) if isinstance(p, (tuple, list)) else [p, p] for p in padding]


def torch_padding(padding):
    """F.pad wants the last axis first."""
    return [amount for pair in reversed(pairs(padding)) for amount in pair]


# --- convolution -----------------------------------------------------------------------------------


def convolutions():
    family = Family("convolution", 1)
    draw = family.draw

    def conv(name, x, weight, stride=None, padding=None, dilation=None, groups=1, bias=True, named=None, second=False):
        rank = len(x) - 2
        stride, dilation = stride or [1] * rank, dilation or [1] * rank
        if named == "same":
            totals = [d * (k - 1) for d, k in zip(dilation, weight[2:])]
            padding = [[total // 2, total - total // 2] for total in totals]
        padding = pairs(padding or [0] * rank)
        torch_conv = F.conv1d if rank == 1 else F.conv2d

        def function(x, weight, bias=None):
            if named:
                return torch_conv(x, weight, bias, stride, named, dilation, groups)
            return torch_conv(F.pad(x, torch_padding(padding)), weight, bias, stride, 0, dilation, groups)

        inputs = {"x": draw.normal(*x), "weight": draw.normal(*weight, scale=0.5)}
        if bias:
            inputs["bias"] = draw.normal(weight[0])
        attributes = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        if named:
            attributes["paddingName"] = named
        family.add(f"conv{rank}d {name}", f"conv{rank}d", function, inputs, attributes, second=second)

    conv("plain", (2, 3, 11), (4, 3, 3), second=True)
    conv("no bias", (1, 2, 7), (3, 2, 2), bias=False)
    conv("stride 3", (2, 2, 14), (3, 2, 3), stride=[3])
    conv("stride 3, kernel 2: unread columns", (1, 2, 12), (3, 2, 2), stride=[3])
    conv("padding 2", (2, 2, 7), (3, 2, 5), padding=[2])
    conv("padding 0 before, 3 after", (2, 2, 7), (3, 2, 4), padding=[[0, 3]])
    conv("same, even kernel", (2, 3, 9), (2, 3, 4), named="same")
    conv("same, dilation 3", (1, 2, 13), (2, 2, 3), dilation=[3], named="same")
    conv("valid", (1, 2, 8), (2, 2, 3), named="valid")
    conv("dilation 4, stride 2, padding 3", (2, 2, 17), (3, 2, 3), stride=[2], padding=[3], dilation=[4])
    conv("groups 2", (2, 4, 9), (6, 2, 3), padding=[1], groups=2)
    conv("depthwise", (2, 5, 9), (5, 1, 3), padding=[1], groups=5)
    conv("depthwise, multiplier 2", (1, 3, 9), (6, 1, 4), groups=3)
    conv("kernel 1", (3, 5, 6), (4, 5, 1))
    conv("kernel equal to input", (3, 2, 5), (4, 2, 5))
    conv("kernel larger than input, padded", (1, 1, 3), (2, 1, 6), padding=[[2, 2]])
    conv("long dilation as in ROCKET", (1, 1, 41), (3, 1, 9), padding=[16], dilation=[4])

    conv("plain", (2, 3, 7, 6), (4, 3, 3, 3), second=True)
    conv("no bias", (1, 2, 5, 5), (3, 2, 2, 2), bias=False)
    conv("5x5 on one channel", (2, 1, 8, 9), (8, 1, 5, 5))
    conv("stride 2 and 3", (2, 2, 9, 11), (3, 2, 3, 3), stride=[2, 3])
    conv("stride larger than kernel", (1, 2, 9, 8), (3, 2, 2, 1), stride=[3, 2])
    conv("padding 1 and 2", (2, 2, 5, 4), (3, 2, 3, 5), padding=[1, 2])
    conv("asymmetric padding, stride 2 and 1, groups 2", (2, 4, 7, 5), (6, 2, 3, 3), [2, 1], [[1, 1], [0, 2]], groups=2, second=True)
    conv("padding larger than kernel", (1, 1, 3, 3), (2, 1, 2, 2), padding=[[3, 0], [1, 4]])
    conv("same, odd and even kernel", (2, 2, 6, 5), (3, 2, 3, 4), named="same")
    conv("same, dilation 2 and 1", (1, 2, 7, 6), (3, 2, 3, 2), dilation=[2, 1], named="same")
    conv("valid", (1, 2, 6, 5), (2, 2, 3, 2), named="valid")
    conv("dilation 2 and 3", (2, 2, 9, 11), (3, 2, 3, 3), dilation=[2, 3])
    conv("dilation 2, stride 2, padding 2", (2, 3, 10, 9), (4, 3, 3, 3), [2, 2], [2, 2], [2, 2])
    conv("groups 3", (2, 6, 5, 5), (9, 2, 3, 2), groups=3)
    conv("depthwise, stride 2", (2, 7, 8, 7), (7, 1, 3, 3), [2, 2], [1, 1], groups=7)
    conv("depthwise, multiplier 3", (1, 2, 6, 6), (6, 1, 3, 3), padding=[1, 1], groups=2)
    conv("pointwise", (2, 9, 4, 5), (5, 9, 1, 1))
    conv("pointwise, stride 2", (2, 3, 5, 6), (4, 3, 1, 1), stride=[2, 2])
    conv("kernel equal to input", (3, 2, 4, 5), (6, 2, 4, 5))
    conv("kernel 1x7", (1, 2, 4, 9), (3, 2, 1, 7), padding=[0, 3])
    conv("one pixel", (1, 1, 1, 1), (1, 1, 1, 1))
    conv("17 channels in, 13 out", (1, 17, 4, 3), (13, 17, 2, 3), padding=[1, 1])
    return family


def transposed_convolutions():
    family = Family("transposed-convolution", 2)
    draw = family.draw

    def conv(name, x, weight, stride=None, padding=None, output_padding=None, dilation=None, groups=1, bias=True):
        rank = len(x) - 2
        stride, dilation = stride or [1] * rank, dilation or [1] * rank
        padding, output_padding = padding or [0] * rank, output_padding or [0] * rank
        torch_conv = F.conv_transpose1d if rank == 1 else F.conv_transpose2d

        def function(x, weight, bias=None):
            return torch_conv(x, weight, bias, stride, padding, output_padding, groups, dilation)

        inputs = {"x": draw.normal(*x), "weight": draw.normal(*weight, scale=0.5)}
        if bias:
            inputs["bias"] = draw.normal(weight[1] * groups)
        attributes = {
            "stride": stride,
            "padding": pairs(padding),
            "outputPadding": output_padding,
            "dilation": dilation,
            "groups": groups,
        }
        family.add(f"conv_transpose{rank}d {name}", f"conv_transpose{rank}d", function, inputs, attributes)

    conv("plain", (2, 3, 5), (3, 4, 3))
    conv("stride 2", (2, 3, 5), (3, 2, 3), [2])
    conv("stride 3, kernel 2: gaps", (1, 2, 4), (2, 3, 2), [3], bias=False)
    conv("stride 2, padding 1, output padding 1", (2, 2, 6), (2, 3, 3), [2], [1], [1])
    conv("groups 2, dilation 2", (1, 4, 5), (4, 3, 3), [1], [1], [0], [2], 2)

    conv("plain", (2, 3, 4, 3), (3, 4, 3, 2))
    conv("stride 2 and 3", (2, 2, 3, 4), (2, 3, 3, 4), [2, 3])
    conv("doubling, kernel 4", (1, 3, 4, 5), (3, 2, 4, 4), [2, 2], [1, 1])
    conv("padding 1 and 2, no bias", (1, 2, 5, 6), (2, 3, 3, 5), padding=[1, 2], bias=False)
    conv("output padding", (2, 2, 4, 3), (2, 3, 3, 3), [2, 2], [1, 1], [1, 0])
    conv("groups 2", (2, 4, 3, 3), (4, 3, 3, 3), [2, 2], [1, 1], groups=2)
    conv("depthwise", (1, 3, 4, 4), (3, 1, 2, 2), [2, 2], groups=3)
    conv("dilation 2 and 3", (1, 2, 4, 3), (2, 3, 3, 2), dilation=[2, 3])
    conv("everything", (2, 4, 3, 4), (4, 2, 3, 3), [3, 2], [1, 2], [2, 1], [2, 1], 2)
    return family


# --- pooling ---------------------------------------------------------------------------------------


def pools():
    family = Family("pooling", 3)
    draw = family.draw

    def max_pool(name, x, kernel, stride=None, padding=None, dilation=None, ceil=False, values=None):
        rank = len(x) - 2
        stride, padding, dilation = stride or kernel, padding or [0] * rank, dilation or [1] * rank
        torch_pool = F.max_pool1d if rank == 1 else F.max_pool2d
        attributes = {
            "kernel": kernel,
            "stride": stride,
            "padding": pairs(padding),
            "dilation": dilation,
            "ceilMode": ceil,
        }
        family.add(
            f"max_pool{rank}d {name}",
            f"max_pool{rank}d",
            lambda x: torch_pool(x, kernel, stride, padding, dilation, ceil),
            {"x": draw.distinct(*x) if values is None else values},
            attributes,
        )

    max_pool("2", (2, 3, 8), [2])
    max_pool("2, odd length", (1, 2, 7), [2])
    max_pool("3, stride 2, padding 1", (2, 2, 9), [3], [2], [1])
    max_pool("ceil mode", (2, 2, 8), [3], [3], ceil=True)
    max_pool("ceil mode, last window would start in padding", (1, 2, 5), [2], [2], [1], ceil=True)
    max_pool("dilation 2", (1, 2, 11), [3], [2], [1], [2])
    max_pool("ties: first wins", (2, 2, 12), [3], [2], values=draw.integers(2, 2, 12, low=0, high=2))

    max_pool("2x2", (2, 3, 6, 4), [2, 2])
    max_pool("2x2, odd sizes", (2, 2, 7, 5), [2, 2])
    max_pool("overlapping 3x3, stride 2", (2, 2, 7, 9), [3, 3], [2, 2])
    max_pool("overlapping 3x2, stride 1", (1, 2, 5, 5), [3, 2], [1, 1])
    max_pool("padding 1", (2, 2, 6, 7), [3, 3], [2, 2], [1, 1])
    max_pool("padding 1, all values negative", (1, 2, 4, 4), [3, 3], [2, 2], [1, 1], values=-draw.uniform(1, 2, 4, 4, low=1, high=5))
    max_pool("dilation 2 and 1", (1, 2, 8, 7), [3, 2], [2, 2], [1, 0], [2, 1])
    max_pool("ceil mode", (2, 2, 8, 6), [3, 4], [2, 3], ceil=True)
    max_pool("ceil mode, last window would start in padding", (1, 1, 5, 5), [2, 2], [2, 2], [1, 1], ceil=True)
    max_pool("stride larger than kernel", (1, 2, 8, 9), [2, 2], [3, 4])
    max_pool("whole input", (2, 3, 4, 5), [4, 5])
    max_pool("ties: first in row order wins", (2, 2, 6, 6), [3, 3], [2, 2], [1, 1], values=draw.integers(2, 2, 6, 6, low=0, high=2))

    def avg_pool(name, x, kernel, stride=None, padding=None, ceil=False, include=True):
        rank = len(x) - 2
        stride, padding = stride or kernel, padding or [0] * rank
        torch_pool = F.avg_pool1d if rank == 1 else F.avg_pool2d
        attributes = {
            "kernel": kernel,
            "stride": stride,
            "padding": pairs(padding),
            "ceilMode": ceil,
            "countIncludePad": include,
        }
        family.add(
            f"avg_pool{rank}d {name}",
            f"avg_pool{rank}d",
            lambda x: torch_pool(x, kernel, stride, padding, ceil, include),
            {"x": draw.normal(*x)},
            attributes,
        )

    avg_pool("2", (2, 3, 7), [2])
    avg_pool("3, stride 2", (2, 2, 8), [3], [2])
    for include in (True, False):
        counting = "padding counted" if include else "padding not counted"
        avg_pool(f"padding 1, {counting}", (2, 2, 7), [3], [2], [1], include=include)
        avg_pool(f"ceil mode, padding 1, {counting}", (2, 2, 8), [3], [2], [1], True, include)
        avg_pool(f"padding 1, {counting}", (2, 2, 5, 6), [3, 3], [2, 2], [1, 1], include=include)
        avg_pool(f"ceil mode, {counting}", (1, 2, 6, 8), [3, 3], [2, 2], ceil=True, include=include)
        avg_pool(f"ceil mode, padding 1 and 0, {counting}", (1, 2, 8, 6), [3, 4], [2, 3], [1, 0], True, include)
        avg_pool(f"ceil mode, last window would start in padding, {counting}", (1, 1, 5, 5), [2, 2], [2, 2], [1, 1], True, include)
    avg_pool("2x2", (2, 3, 4, 6), [2, 2])
    avg_pool("2x3, odd sizes", (2, 2, 5, 7), [2, 3])
    avg_pool("overlapping", (1, 2, 6, 5), [3, 2], [1, 1])

    for x, size in [((2, 3, 8), [4]), ((2, 2, 7), [3]), ((1, 2, 3), [5]), ((2, 2, 6), [1])]:
        family.add(
            f"adaptive_avg_pool1d {x[2]} to {size[0]}",
            "adaptive_avg_pool1d",
            lambda x: F.adaptive_avg_pool1d(x, size),
            {"x": draw.normal(*x)},
            {"outputSize": size},
        )
    for x, size in [((2, 3, 6, 4), [3, 2]), ((1, 2, 7, 5), [3, 2]), ((1, 2, 3, 2), [5, 3]), ((2, 2, 5, 5), [1, 1]), ((1, 2, 4, 6), [4, 4])]:
        family.add(
            f"adaptive_avg_pool2d {x[2]}x{x[3]} to {size[0]}x{size[1]}",
            "adaptive_avg_pool2d",
            lambda x: F.adaptive_avg_pool2d(x, size),
            {"x": draw.normal(*x)},
            {"outputSize": size},
        )
    for shape in [(2, 3, 7), (2, 3, 5, 4)]:
        spatial = list(range(2, len(shape)))
        family.add(f"global_avg_pool {len(spatial)}d", "global_avg_pool", lambda x: x.mean(spatial, keepdim=True), {"x": draw.normal(*shape)})
        family.add(f"global_max_pool {len(spatial)}d", "global_max_pool", lambda x: x.amax(spatial, keepdim=True), {"x": draw.distinct(*shape)})
    return family


# --- products and arithmetic -----------------------------------------------------------------------


def products():
    family = Family("matmul", 4)
    draw = family.draw
    for name, x, y in [
        ("3x4 by 4x5", (3, 4), (4, 5)),
        ("1x1 by 1x1", (1, 1), (1, 1)),
        ("row by matrix", (1, 7), (7, 3)),
        ("column by row", (5, 1), (1, 6)),
        ("17x9 by 9x13", (17, 9), (9, 13)),
        ("batched", (3, 2, 5), (3, 5, 4)),
        ("batch of one", (1, 4, 3), (1, 3, 2)),
        ("batch against one matrix", (3, 2, 4), (4, 5)),
        ("batch of one broadcast", (1, 2, 4), (3, 4, 5)),
    ]:
        family.add(f"matmul {name}", "matmul", lambda x, y: x @ y, {"x": draw.normal(*x), "y": draw.normal(*y)}, second=name == "batched")
    for name, x, features, bias in [("plain", (3, 5), 4, True), ("no bias", (2, 7), 3, False), ("one example", (1, 11), 10, True), ("over the last of three axes", (2, 3, 4), 5, True)]:
        inputs = {"x": draw.normal(*x), "weight": draw.normal(features, x[-1])}
        if bias:
            inputs["bias"] = draw.normal(features)
        family.add(f"linear {name}", "linear", F.linear, inputs, second=name in ("plain", "no bias"))
    return family


def arithmetic():
    family = Family("arithmetic", 5)
    draw = family.draw
    shapes = [
        ("same shape", (3, 5), (3, 5)),
        ("row", (3, 5), (5,)),
        ("column", (3, 5), (3, 1)),
        ("both stretched", (3, 1), (1, 4)),
        ("channel bias", (2, 3, 4, 5), (1, 3, 1, 1)),
        ("scalar", (2, 3), ()),
        ("left has fewer axes", (4,), (2, 3, 4)),
        ("ones inside", (2, 1, 3, 1), (4, 1, 5)),
    ]
    ops = {
        "add": lambda x, y: x + y,
        "sub": lambda x, y: x - y,
        "mul": lambda x, y: x * y,
        "div": lambda x, y: x / y,
    }
    for op, function in ops.items():
        for name, x, y in shapes:
            divisor = draw.uniform(*y, low=0.5, high=3)
            right = divisor if op == "div" else draw.normal(*y)
            family.add(f"{op} {name}", op, function, {"x": draw.normal(*x), "y": right}, second=name == "row")
    for op, function in {"maximum": torch.maximum, "minimum": torch.minimum}.items():
        for name, x, y in shapes[:5]:
            family.add(f"{op} {name}", op, function, {"x": draw.normal(*x), "y": draw.normal(*y) + 1 / 512})
        ties = {"x": draw.integers(3, 4, low=0, high=2), "y": draw.integers(3, 4, low=0, high=2)}
        family.add(f"{op} ties: half each", op, function, ties)
    power = {"x": draw.uniform(3, 4, low=0.25, high=3), "y": draw.normal(4)}
    family.add("pow_tensor broadcast", "pow_tensor", torch.pow, power)
    return family


def elementwise():
    family = Family("elementwise", 6)
    draw = family.draw
    positive = lambda: draw.uniform(3, 5, low=0.0625, high=6)
    family.add("neg", "neg", torch.neg, {"x": draw.normal(3, 5)})
    family.add("exp", "exp", torch.exp, {"x": draw.normal(3, 5, scale=2)}, second=True)
    family.add("exp wide range", "exp", torch.exp, {"x": draw.uniform(13, low=-30, high=30)})
    family.add("log", "log", torch.log, {"x": positive()}, second=True)
    family.add("sqrt", "sqrt", torch.sqrt, {"x": positive()}, second=True)
    for exponent in (2, 3, 0.5, -1, -1.5, 1, 0):
        family.add(f"pow {exponent}", "pow", lambda x: x**exponent, {"x": positive()}, {"exponent": exponent}, second=exponent in (3, -1.5))
    for exponent in (2, 3, -2):
        family.add(f"pow {exponent} of either sign", "pow", lambda x: x**exponent, {"x": draw.normal(7)}, {"exponent": exponent})
    family.add("abs", "abs", torch.abs, {"x": draw.normal(3, 5)})
    family.add("abs at zero: gradient 0", "abs", torch.abs, {"x": draw.integers(9, low=-1, high=2)})
    for name, low, high in [("both", -0.5, 0.75), ("low alone", 0.25, None), ("high alone", None, 0.25)]:
        attributes = {key: value for key, value in (("min", low), ("max", high)) if value is not None}
        family.add(f"clip {name}", "clip", lambda x: torch.clamp(x, low, high), {"x": draw.normal(3, 7)}, attributes)
    family.add("clip at the bounds: gradient 1", "clip", lambda x: torch.clamp(x, -1, 1), {"x": draw.integers(11, low=-2, high=3)}, {"min": -1, "max": 1})
    return family


def comparisons():
    family = Family("comparison", 7)
    draw = family.draw
    for op, function in {
        "equal": torch.eq,
        "not_equal": torch.ne,
        "less": torch.lt,
        "less_equal": torch.le,
        "greater": torch.gt,
        "greater_equal": torch.ge,
    }.items():
        for name, x, y in [("same shape", (3, 5), (3, 5)), ("broadcast", (2, 1, 4), (3, 1))]:
            inputs = {"x": draw.integers(*x, low=-1, high=2), "y": draw.integers(*y, low=-1, high=2)}
            family.add(f"{op} {name}", op, function, inputs, fixed=("x", "y"))
    for name, c, x, y in [("same shape", (3, 4), (3, 4), (3, 4)), ("condition broadcast", (3, 1), (3, 4), (3, 4)), ("all broadcast", (2, 1, 1), (3, 1), (4,)), ("scalars", (2, 3), (), ())]:
        family.add(f"where {name}", "where", torch.where, {"condition": draw.flags(*c), "x": draw.normal(*x), "y": draw.normal(*y)})
    return family


# --- reductions ------------------------------------------------------------------------------------


def reductions():
    family = Family("reduction", 8)
    draw = family.draw
    shape = (2, 3, 4, 5)

    def reduce(name, op, function, values, axes, keep, attributes=None, second=False):
        label = f"{op} {name}{'all axes' if len(axes) == values.dim() else 'axes ' + str(axes)}{', kept' if keep else ''}"
        family.add(label, op, lambda x: function(x, axes, keep), {"x": values}, {"axes": axes, "keepDims": keep, **(attributes or {})}, second=second)

    choices = [([0, 1, 2, 3], False), ([0], False), ([3], False), ([1], True), ([2, 3], False), ([0, 2, 3], True), ([1, 3], False)]
    for axes, keep in choices:
        reduce("", "sum", lambda x, a, k: x.sum(a, k), draw.normal(*shape), axes, keep)
        reduce("", "mean", lambda x, a, k: x.mean(a, k), draw.normal(*shape), axes, keep)
        reduce("", "max", lambda x, a, k: x.amax(a, k), draw.distinct(*shape), axes, keep)
        reduce("", "min", lambda x, a, k: x.amin(a, k), draw.distinct(*shape), axes, keep)
        reduce("", "logsumexp", torch.logsumexp, draw.normal(*shape), axes, keep, second=axes == [3])
        for unbiased in (True, False):
            reduce(
                "unbiased, " if unbiased else "biased, ",
                "var",
                lambda x, a, k: x.var(a, unbiased, k),
                draw.normal(*shape, mean=1),
                axes,
                keep,
                {"unbiased": unbiased},
                second=axes == [1],
            )
    reduce("of one number, ", "sum", lambda x, a, k: x.sum(a, k), draw.normal(1), [0], False)
    reduce("ties: shared evenly, ", "max", lambda x, a, k: x.amax(a, k), draw.integers(4, 6, low=0, high=3), [1], False)
    reduce("ties: shared evenly, ", "min", lambda x, a, k: x.amin(a, k), draw.integers(4, 6, low=0, high=3), [0, 1], False)
    reduce("large values, ", "logsumexp", torch.logsumexp, draw.uniform(3, 4, low=-900, high=900), [1], False)
    reduce("far from zero, ", "var", lambda x, a, k: x.var(a, False, k), draw.normal(3, 9, mean=1000), [1], False, {"unbiased": False})

    for axis in range(3):
        for keep in (False, True):
            for op, function in {"argmax": torch.argmax, "argmin": torch.argmin}.items():
                kept = ", kept" if keep else ""
                family.add(f"{op} axis {axis}{kept}", op, lambda x: function(x, axis, keep), {"x": draw.distinct(3, 4, 5)}, {"axis": axis, "keepDims": keep}, fixed=("x",))
    ties = torch.tensor([[1, 3, 3, 2], [5, 5, 5, 5], [0, -1, 7, 7]], dtype=torch.float64)
    family.add("argmax ties: first wins", "argmax", lambda x: torch.argmax(x, 1), {"x": ties}, {"axis": 1, "keepDims": False}, fixed=("x",))
    return family


# --- activations -----------------------------------------------------------------------------------


def activations():
    family = Family("activation", 9)
    draw = family.draw
    both_sides = lambda: draw.normal(3, 13, scale=3)

    def activation(op, function, attributes=None, second=False, name="", values=None):
        family.add(f"{op} {name}".strip(), op, function, {"x": both_sides() if values is None else values}, attributes, second=second)

    activation("relu", F.relu)
    activation("relu", F.relu, name="at zero: gradient 0", values=draw.integers(9, low=-1, high=2))
    activation("leaky_relu", F.leaky_relu, {"negativeSlope": 0.01})
    activation("leaky_relu", lambda x: F.leaky_relu(x, 0.3), {"negativeSlope": 0.3}, name="slope 0.3")
    activation("elu", F.elu, {"alpha": 1}, second=True)
    activation("elu", lambda x: F.elu(x, 0.7), {"alpha": 0.7}, name="alpha 0.7")
    activation("gelu", F.gelu, {"approximate": "none"}, second=True, name="erf")
    activation("gelu", lambda x: F.gelu(x, approximate="tanh"), {"approximate": "tanh"}, second=True, name="tanh")
    activation("silu", F.silu, second=True)
    activation("sigmoid", torch.sigmoid, second=True)
    activation("sigmoid", torch.sigmoid, name="far out", values=draw.uniform(11, low=-90, high=90))
    activation("tanh", torch.tanh, second=True)
    activation("tanh", torch.tanh, name="far out", values=draw.uniform(11, low=-40, high=40))
    activation("softplus", F.softplus, {"beta": 1, "threshold": 20}, second=True)
    activation("softplus", lambda x: F.softplus(x, 2, 5), {"beta": 2, "threshold": 5}, name="beta 2, threshold 5")
    activation("softplus", F.softplus, {"beta": 1, "threshold": 20}, name="far out", values=draw.uniform(11, low=-60, high=60))
    activation("hardsigmoid", F.hardsigmoid)
    activation("hardswish", F.hardswish)
    activation("hardtanh", F.hardtanh, {"min": -1, "max": 1})
    activation("hardtanh", lambda x: F.hardtanh(x, -2, 0.5), {"min": -2, "max": 0.5}, name="from -2 to 0.5")
    activation("relu6", F.relu6, values=draw.uniform(3, 7, low=-4, high=10))
    activation("mish", F.mish, second=True)
    return family


def softmaxes():
    family = Family("softmax", 10)
    draw = family.draw
    for op, function in {"softmax": F.softmax, "log_softmax": F.log_softmax}.items():
        for shape, axis in [((3, 7), 1), ((3, 7), 0), ((2, 3, 5), 2), ((2, 3, 4, 5), 1), ((5,), 0), ((4, 1), 1)]:
            family.add(f"{op} {list(shape)} axis {axis}", op, lambda x: function(x, axis), {"x": draw.normal(*shape, scale=2)}, {"axis": axis}, second=len(shape) in (2, 3))
        family.add(f"{op} large values", op, lambda x: function(x, 1), {"x": draw.uniform(3, 5, low=-900, high=900)}, {"axis": 1})
    return family


# --- normalization ---------------------------------------------------------------------------------


def normalizations():
    family = Family("normalization", 11)
    draw = family.draw

    def affine(channels):
        return {"weight": draw.uniform(channels, low=0.5, high=2), "bias": draw.normal(channels)}

    def batch_norm(name, shape, training, momentum=0.1, epsilon=1e-5, learned=True, mean=0.0, second=False):
        channels = shape[1]
        running = {"runningMean": draw.normal(channels), "runningVar": draw.uniform(channels, low=0.5, high=2)}
        inputs = {"x": draw.normal(*shape, mean=mean), **(affine(channels) if learned else {}), **running}
        after = {}

        def function(x, *rest):
            *weight_and_bias, moved_mean, moved_var = [tensor.clone() for tensor in rest]
            y = F.batch_norm(x, moved_mean, moved_var, *weight_and_bias or (None, None), training, momentum, epsilon)
            if training:
                after.update(runningMean=moved_mean, runningVar=moved_var)
            return y

        attributes = {"training": training, "momentum": momentum, "epsilon": epsilon}
        family.add(f"batch_norm {name}", "batch_norm", function, inputs, attributes, tuple(running), second, extra=after)

    batch_norm("training, [N, C]", (7, 3), True, second=True)
    batch_norm("training, [N, C, L]", (3, 4, 5), True)
    batch_norm("training, [N, C, H, W]", (2, 3, 4, 3), True, second=True)
    batch_norm("training, momentum 0.3, epsilon 0.001", (4, 2, 3), True, 0.3, 1e-3)
    batch_norm("training, not affine", (3, 2, 2, 3), True, learned=False)
    batch_norm("training, far from zero", (3, 2, 3, 3), True, mean=100)
    batch_norm("evaluation, [N, C]", (2, 3), False)
    batch_norm("evaluation, [N, C, L]", (2, 3, 4), False)
    batch_norm("evaluation, [N, C, H, W]", (1, 3, 2, 3), False, second=True)
    batch_norm("evaluation, not affine", (2, 3, 2, 2), False, learned=False)

    for name, shape, axes, learned in [("last axis", (3, 7), 1, True), ("last of three axes", (2, 3, 5), 1, True), ("last two axes", (2, 3, 4), 2, True), ("last three axes", (2, 3, 2, 3), 3, True), ("not affine", (3, 6), 1, False)]:
        normalized = list(shape[-axes:])
        inputs = {"x": draw.normal(*shape)}
        if learned:
            inputs.update(weight=draw.uniform(*normalized, low=0.5, high=2), bias=draw.normal(*normalized))
        family.add(
            f"layer_norm {name}",
            "layer_norm",
            lambda x, weight=None, bias=None: F.layer_norm(x, normalized, weight, bias, 1e-5),
            inputs,
            {"normalizedShape": normalized, "epsilon": 1e-5},
            second=name == "last axis",
        )
    for name, shape, groups, learned in [("2 of 6 channels", (2, 6, 3, 2), 3, True), ("one group", (2, 4, 5), 1, True), ("a channel each", (2, 3, 4), 3, True), ("[N, C]", (3, 8), 2, True), ("not affine", (2, 4, 3, 3), 2, False)]:
        inputs = {"x": draw.normal(*shape), **(affine(shape[1]) if learned else {})}
        family.add(
            f"group_norm {name}",
            "group_norm",
            lambda x, weight=None, bias=None: F.group_norm(x, groups, weight, bias, 1e-5),
            inputs,
            {"groups": groups, "epsilon": 1e-5},
            second=name == "2 of 6 channels",
        )
    for name, shape, learned in [("[N, C, L]", (2, 3, 5), True), ("[N, C, H, W]", (2, 3, 4, 3), True), ("not affine", (2, 2, 3, 3), False)]:
        inputs = {"x": draw.normal(*shape), **(affine(shape[1]) if learned else {})}
        family.add(
            f"instance_norm {name}",
            "instance_norm",
            lambda x, weight=None, bias=None: F.instance_norm(x, weight=weight, bias=bias, eps=1e-5),
            inputs,
            {"epsilon": 1e-5},
        )
    return family


# --- shape and place -------------------------------------------------------------------------------


def movements():
    family = Family("movement", 12)
    draw = family.draw
    for before, after in [((2, 3, 4), (6, 4)), ((6,), (2, 1, 3)), ((2, 3, 2, 2), (2, 12)), ((1,), ()), ((), (1, 1))]:
        family.add(f"reshape {list(before)} to {list(after)}", "reshape", lambda x: x.reshape(after), {"x": draw.normal(*before)}, {"shape": list(after)})
    for shape, axes in [((3, 5), [1, 0]), ((2, 3, 4), [0, 2, 1]), ((2, 3, 4), [2, 0, 1]), ((2, 3, 4, 5), [0, 2, 3, 1]), ((2, 3, 4, 5), [3, 1, 2, 0]), ((2, 3), [0, 1])]:
        family.add(f"transpose {list(shape)} by {axes}", "transpose", lambda x: x.permute(axes), {"x": draw.normal(*shape)}, {"axes": axes})
    for axis, shapes in [(0, [(2, 3), (1, 3)]), (1, [(2, 3, 2), (2, 1, 2), (2, 4, 2)]), (2, [(2, 3, 2), (2, 3, 5)]), (0, [(3,), (1,), (2,)]), (1, [(2, 3)])]:
        inputs = {f"x{i}": draw.normal(*shape) for i, shape in enumerate(shapes)}
        family.add(f"concatenate {len(shapes)} on axis {axis}", "concatenate", lambda *xs: torch.cat(xs, axis), inputs, {"axis": axis})
    for shape, axis, sizes in [((5, 3), 0, [2, 3]), ((2, 7), 1, [1, 4, 2]), ((2, 6, 2), 1, [3, 3])]:
        for index in range(len(sizes)):
            family.add(f"split {list(shape)} axis {axis} into {sizes}, part {index}", "split", lambda x: x.split(sizes, axis)[index], {"x": draw.normal(*shape)}, {"axis": axis, "sizes": sizes, "index": index})
    for shape, axis, start, end in [((7, 3), 0, 2, 6), ((2, 5, 3), 1, 0, 1), ((2, 3, 4), 2, 3, 4), ((4, 2), 0, 0, 4)]:
        family.add(f"slice {list(shape)} axis {axis} from {start} to {end}", "slice", lambda x: x.narrow(axis, start, end - start), {"x": draw.normal(*shape)}, {"axis": axis, "start": start, "end": end})

    def pad(shape, padding, mode, value=0):
        """Reflect and replicate take pairs for the spatial axes only in PyTorch; the file has a pair for each axis."""
        every_axis = [[0, 0]] * (len(shape) - len(padding)) + pairs(padding)
        fill = [value] if mode == "constant" else []
        filled = f" {value}" if value else ""
        family.add(
            f"pad {mode}{filled} {list(shape)} by {padding}",
            "pad",
            lambda x: F.pad(x, torch_padding(padding), mode, *fill),
            {"x": draw.normal(*shape)},
            {"padding": every_axis, "mode": mode, "value": value},
        )

    pad((5,), [[2, 1]], "constant")
    pad((2, 3), [[1, 0], [0, 2]], "constant", 1.5)
    pad((2, 2, 3, 4), [[1, 2], [3, 0]], "constant")
    pad((2, 3), [[1, 1], [0, 0]], "constant", -7)
    for mode in ("reflect", "replicate"):
        pad((2, 2, 5), [[2, 3]], mode)
        pad((2, 2, 5), [[4, 0]], mode)
        pad((1, 2, 4, 5), [[1, 2], [3, 0]], mode)
        pad((1, 2, 3, 3), [[2, 2], [2, 2]], mode)
    pad((1, 1, 2), [[5, 4]], "replicate")

    for shape, axes in [((5,), [0]), ((2, 3, 4), [1]), ((2, 3, 4), [0, 2]), ((1, 2, 3, 4), [2, 3])]:
        family.add(f"flip {list(shape)} axes {axes}", "flip", lambda x: x.flip(axes), {"x": draw.normal(*shape)}, {"axes": axes})
    return family


def indexing():
    family = Family("indexing", 13)
    draw = family.draw
    for name, rows, shape in [("one axis of indices, repeated", (5, 3), (8,)), ("two axes of indices", (7, 2), (2, 3)), ("no axis", (4, 3), ()), ("one row table", (1, 4), (3,))]:
        family.add(f"gather_rows {name}", "gather_rows", lambda weight, indices: F.embedding(indices, weight), {"weight": draw.normal(*rows), "indices": draw.indices(*shape, below=rows[0])})
    for shape, classes in [((6,), 4), ((2, 3), 5), ((), 3), ((3,), 1)]:
        family.add(f"one_hot {list(shape)} of {classes}", "one_hot", lambda indices: F.one_hot(indices, classes), {"indices": draw.indices(*shape, below=classes)}, {"classes": classes})
    return family


def main():
    torch.set_num_threads(1)
    for make in (
        convolutions,
        transposed_convolutions,
        pools,
        products,
        arithmetic,
        elementwise,
        comparisons,
        reductions,
        activations,
        softmaxes,
        normalizations,
        movements,
        indexing,
    ):
        make().write(FOLDER)


if __name__ == "__main__":
    main()
