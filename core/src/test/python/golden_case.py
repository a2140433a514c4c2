"""How a golden case is drawn, computed with PyTorch and written.

Inputs lie on a grid of 1/256, so that they are exact in float32, exact in float64 and short as decimals.
Everything is computed in float64 and written with nine significant digits.
"""

import gzip
import io
import json
import math
import random
from pathlib import Path

import torch

GRID = 256


class Draw:
    """Seeded random inputs. One Draw per file: adding a case to one file leaves the others as they were."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def normal(self, *shape, mean=0.0, scale=1.0):
        """Normal deviates, rounded to odd multiples of 1/256: never zero, never an integer."""
        values = [self._odd(self.random.gauss(mean, scale)) for _ in range(math.prod(shape))]
        return _tensor(values, shape)

    def uniform(self, *shape, low, high):
        values = [self._odd(self.random.uniform(low, high)) for _ in range(math.prod(shape))]
        return _tensor(values, shape)

    def distinct(self, *shape):
        """Values of which no two are equal, so that a maximum has one place. None is zero."""
        count = math.prod(shape)
        values = [(2 * i + 1 - count) / 64 + 1 / 256 for i in range(count)]
        self.random.shuffle(values)
        return _tensor(values, shape)

    def integers(self, *shape, low, high):
        """Small whole numbers as floats, low to high - 1: full of ties."""
        values = [float(self.random.randrange(low, high)) for _ in range(math.prod(shape))]
        return _tensor(values, shape)

    def indices(self, *shape, below):
        values = [self.random.randrange(below) for _ in range(math.prod(shape))]
        return torch.tensor(values, dtype=torch.int64).reshape(shape)

    def flags(self, *shape):
        values = [self.random.random() < 0.5 for _ in range(math.prod(shape))]
        return torch.tensor(values, dtype=torch.bool).reshape(shape)

    @staticmethod
    def _odd(value):
        return (2 * math.floor(value * GRID / 2) + 1) / GRID


class Family:
    """The cases of one file."""

    def __init__(self, name, seed):
        self.name = name
        self.draw = Draw(seed)
        self.cases = []

    def add(self, name, op, function, inputs, attributes=None, fixed=(), second=False, extra=None):
        """Computes one case.

        function: takes the inputs in their order and returns the output tensor
        fixed:    float inputs that get no gradient
        second:   whether to store the gradients of sum(gx * v), with gx the gradient of the first input
        extra:    a dict that function fills with further outputs
        """
        leaves = {
            key: value.detach().clone().requires_grad_(value.is_floating_point() and key not in fixed)
            for key, value in inputs.items()
        }
        output = function(*leaves.values())
        case = {
            "name": name,
            "op": op,
            "attributes": attributes or {},
            "inputs": {key: array(value) for key, value in inputs.items()},
            "output": array(output),
        }
        if extra:
            case["extraOutputs"] = {key: array(value) for key, value in extra.items()}
        learned = {key: leaf for key, leaf in leaves.items() if leaf.requires_grad}
        if output.requires_grad:
            grad_out = self.draw.normal(*output.shape)
            gradients = _gradients((output * grad_out).sum(), learned, create_graph=second)
            case["gradOut"] = array(grad_out)
            case["gradients"] = {key: array(value) for key, value in gradients.items()}
            if second:
                first = next(iter(learned))
                v = self.draw.normal(*learned[first].shape)
                again = _gradients((gradients[first] * v).sum(), learned)
                case["v"] = array(v)
                case["secondGradients"] = {key: array(value) for key, value in again.items()}
        self.cases.append(case)

    def write(self, folder):
        write(folder, self.name, self.cases)


def array(tensor):
    """A tensor as shape and data; dtype is written only when it is not floating."""
    if tensor.is_floating_point():
        return {"shape": list(tensor.shape), "data": numbers(tensor)}
    dtype = {torch.int64: "int64", torch.bool: "bool"}[tensor.dtype]
    return {"dtype": dtype, "shape": list(tensor.shape), "data": [int(v) for v in tensor.reshape(-1).tolist()]}


def numbers(tensor):
    return [number(v) for v in tensor.detach().reshape(-1).tolist()]


def number(value):
    """Exact when the value is on a fine binary grid (an input), else nine significant digits (a result)."""
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be a golden")
    on_grid = value * 4096 == round(value * 4096) and abs(value) < 4096
    rounded = value if on_grid else float(f"{value:.9g}")
    return int(rounded) if rounded == int(rounded) else rounded


def write(folder, name, content):
    """Writes gzipped JSON without a time stamp: the same content gives the same bytes."""
    path = Path(folder) / f"{name}.json.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":"), allow_nan=False).replace('},{"name"', '},\n{"name"') + "\n"
    raw = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=9, mtime=0) as stream:
        stream.write(text.encode())
    path.write_bytes(raw.getvalue())
    print(f"{path.name:32} {len(content):4} entries {len(raw.getvalue()):8} bytes")


def _tensor(values, shape):
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def _gradients(scalar, leaves, create_graph=False):
    if not scalar.requires_grad:
        return {key: torch.zeros_like(leaf) for key, leaf in leaves.items()}
    values = torch.autograd.grad(scalar, list(leaves.values()), create_graph=create_graph, allow_unused=True)
    return {
        key: torch.zeros_like(leaf) if value is None else value
        for (key, leaf), value in zip(leaves.items(), values)
    }
