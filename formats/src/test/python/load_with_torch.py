"""Loads into PyTorch's own layers what ForPyTorchTest left in formats/target/for-pytorch.

Not part of the test command. On Debian: apt-get install python3-torch, then

    ./mvnw -B -pl formats -am test -Dtest=ForPyTorchTest -Dsurefire.failIfNoSpecifiedTests=false
    /usr/bin/python3 formats/src/test/python/load_with_torch.py
"""

import pathlib

import torch
from torch import nn
from torch.nn import functional as F

FOLDER = pathlib.Path(__file__).parents[3] / "target" / "for-pytorch"


class Block(nn.Module):
    """A basic block of torchvision."""

    def __init__(self, before, after, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(after)
        self.conv2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(after)
        self.downsample = None
        if stride != 1 or before != after:
            self.downsample = nn.Sequential(
                nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet18(nn.Module):
    """ResNet-18 of torchvision, by its names."""

    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        sizes = [(64, 64, 1), (64, 128, 2), (128, 256, 2), (256, 512, 2)]
        for i, (before, after, stride) in enumerate(sizes, 1):
            stage = nn.Sequential(Block(before, after, stride), Block(after, after, 1))
            setattr(self, f"layer{i}", stage)
        self.fc = nn.Linear(512, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        for i in range(1, 5):
            x = getattr(self, f"layer{i}")(x)
        return self.fc(x.mean((2, 3)))


network = ResNet18(5)
network.load_state_dict(torch.load(FOLDER / "resnet18.pt", weights_only=True), strict=True)
network.eval()
example = torch.load(FOLDER / "resnet18.example.pt", weights_only=True)
with torch.no_grad():
    outputs = network(example["input"])
difference = (outputs - example["output"]).abs().max() / example["output"].abs().max()
assert difference < 1e-4, difference
print(f"ResNet-18 loaded with strict=True; outputs differ by {difference:.1e} of the largest")
