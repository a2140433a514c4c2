"""Reads with PyTorch what PyTorchFileTest left in files/target/for-pytorch.

Not part of the test command. On Debian: apt-get install python3-torch, then

    ./mvnw -B -pl files -am test -Dtest=PyTorchFileTest -Dsurefire.failIfNoSpecifiedTests=false
    /usr/bin/python3 files/src/test/python/read_with_torch.py
"""

import math
import pathlib

import torch

FOLDER = pathlib.Path(__file__).parents[3] / "target" / "for-pytorch"

TYPES = {
    "z.float": torch.tensor([[1.5, math.nan], [-0.0, 1e-45]]),
    "bool": torch.tensor([True, False, True]),
    "double": torch.tensor([[math.pi, -1e300]], dtype=torch.float64),
    "byte": torch.tensor([0, 200, 127], dtype=torch.uint8),
    "int": torch.tensor([-(2**31), 7], dtype=torch.int32),
    "long": torch.tensor(2**63 - 1),
    "empty": torch.zeros(3, 0),
    "ünicode": torch.zeros(70000),
}
NARROW = {
    "half": torch.tensor([1.5, 0.1, -65504, -math.inf]).half(),
    "short": torch.tensor([-128, 127], dtype=torch.int16),
    "char": torch.tensor([-128, 127], dtype=torch.int8),
}


def check(name, expected):
    found = torch.load(FOLDER / name, weights_only=True)
    assert list(found) == list(expected), (name, list(found))
    for key, tensor in expected.items():
        assert found[key].dtype == tensor.dtype, (name, key, found[key].dtype)
        assert found[key].shape == tensor.shape, (name, key, found[key].shape)
        bits = [t.double().nan_to_num(nan=7e77).numpy().tobytes() for t in (found[key], tensor)]
        assert bits[0] == bits[1], (name, key, found[key])
    print(f"{name}: {len(expected)} tensors as expected")


check("types.pt", TYPES)
check("narrow.pt", NARROW)
check("bfloat16.pt", {key: tensor.bfloat16() if tensor.is_floating_point() else tensor
                      for key, tensor in TYPES.items() if key != "double"})
