"""Ten Adam steps of the digit network on synthetic images, in float64 and in float32."""

import numpy
import torch
from torch import nn

from golden_case import array, number

BATCHES, BATCH_SIZE, RATE = 10, 20, 1e-3

DESCRIPTION = (
    "conv2d 1->8 5x5, ReLU, max pool 2x2, conv2d 8->16 5x5, ReLU, max pool 2x2, flatten, linear 256->10; "
    "mean cross entropy; Adam(1e-3), betas 0.9 and 0.999, epsilon 1e-8. "
    "Batch b (0..9), example n (0..19), pixel i = row * 28 + column (0..783): "
    "x = (float) ((n * 131 + i * 29 + b * 17 + n * i % 7 * 53) % 256) / 255f, target = (n * 7 + b * 3) % 10. "
    "imageBitSums: for each batch the sum of Float.floatToIntBits(x)."
)


def images(batch):
    n = numpy.arange(BATCH_SIZE, dtype=numpy.int64)[:, None]
    i = numpy.arange(784, dtype=numpy.int64)[None, :]
    level = (n * 131 + i * 29 + batch * 17 + n * i % 7 * 53) % 256
    x = level.astype(numpy.float32) / numpy.float32(255)
    return torch.from_numpy(x).reshape(BATCH_SIZE, 1, 28, 28)


def targets(batch):
    return (torch.arange(BATCH_SIZE) * 7 + batch * 3) % 10


def network():
    layers = {
        "conv1": nn.Conv2d(1, 8, 5),
        "relu1": nn.ReLU(),
        "pool1": nn.MaxPool2d(2),
        "conv2": nn.Conv2d(8, 16, 5),
        "relu2": nn.ReLU(),
        "pool2": nn.MaxPool2d(2),
        "flatten": nn.Flatten(),
        "linear": nn.Linear(256, 10),
    }
    net = nn.Sequential()
    for name, layer in layers.items():
        net.add_module(name, layer)
    return net


def initial_weights():
    """PyTorch's own draw, rounded to 1/4096: exact in float32 and float64, short as decimals."""
    torch.manual_seed(25)
    return {name: torch.round(value * 4096) / 4096 for name, value in network().state_dict().items()}


def train(initial, dtype):
    net = network()
    net.load_state_dict(initial)
    net.to(dtype)
    optimizer = torch.optim.Adam(net.parameters(), lr=RATE)
    result = {"losses": []}
    for batch in range(BATCHES):
        optimizer.zero_grad()
        logits = net(images(batch).to(dtype))
        loss = nn.functional.cross_entropy(logits, targets(batch))
        loss.backward()
        if batch == 0:
            result["firstLogits"] = array(logits)
            result["firstGradients"] = {name: array(p.grad) for name, p in net.named_parameters()}
        optimizer.step()
        result["losses"].append(number(float(loss)))
        if batch in (0, BATCHES - 1):
            result[f"after{batch + 1}"] = {name: array(value) for name, value in net.state_dict().items()}
    return result


def golden():
    initial = initial_weights()
    return {
        "description": DESCRIPTION,
        "imageBitSums": [int(images(batch).numpy().view(numpy.int32).astype(numpy.int64).sum()) for batch in range(BATCHES)],
        "initial": {name: array(value) for name, value in initial.items()},
        "float64": train(initial, torch.float64),
        "float32": train(initial, torch.float32),
    }
