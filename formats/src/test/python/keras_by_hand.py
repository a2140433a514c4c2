"""Keras' layers by their documentation, in NumPy and without haste: what goldens are made with and
what files written by Fovea are read with. Channels last unless a layer says otherwise. Nothing of
Fovea is used here.

A model is (config, weights): the dictionary of `model_config` or `config.json`, and a function from
a layer's name to the list of its arrays.
"""
import json
import zipfile
import io
import re

import h5py
import numpy as np


# ---- files ----

def text(value):
    return value.decode("utf8") if isinstance(value, bytes) else str(value)


def read_h5(path):
    """The layout of Keras 2, read as legacy_h5_format.py of Keras reads it."""
    with h5py.File(path, "r") as f:
        config = json.loads(text(f.attrs["model_config"]))
        group = f["model_weights"]
        names = [text(n) for n in group.attrs.get("layer_names", [])]
        arrays = {}
        for name in names:
            listed = [text(n) for n in group[name].attrs.get("weight_names", [])]
            arrays[name] = [np.asarray(group[name][n]) for n in listed]
    listed_layers = [l["config"]["name"] for l in config["config"]["layers"]
                     if l["class_name"] != "InputLayer"]
    assert names == listed_layers, (names, listed_layers)
    return config, arrays.__getitem__


def snake(kind):
    kind = re.sub(r"\W+", "", kind)
    kind = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", kind)
    return re.sub("([a-z])([A-Z])", r"\1_\2", kind).lower()


def read_keras(path):
    """The layout of Keras 3, read as saving_lib.py of Keras reads it."""
    with zipfile.ZipFile(path) as z:
        assert "keras_version" in json.loads(z.read("metadata.json"))
        config = json.loads(z.read("config.json"))
        f = h5py.File(io.BytesIO(z.read("model.weights.h5")), "r")
    assert "vars" in f
    used, arrays = {}, {}
    for layer in config["config"]["layers"]:
        assert layer["module"] == "keras.layers" and "registered_name" in layer
        if layer["class_name"] == "InputLayer":
            continue
        name = snake(layer["class_name"])
        if name in used:
            used[name] += 1
            name = f"{name}_{used[name]}"
        else:
            used[name] = 0
        group = f["layers"][name]["vars"]
        arrays[layer["config"]["name"]] = [np.asarray(group[str(i)]) for i in range(len(group))]
    return config, arrays.__getitem__


# ---- arithmetic ----

def pads(size, kernel, stride, dilation, padding):
    extent = dilation * (kernel - 1) + 1
    if padding == "valid":
        return 0, 0
    if padding == "causal":
        return extent - 1, 0
    out = -(-size // stride)
    total = max((out - 1) * stride + extent - size, 0)
    return total // 2, total - total // 2


def per_axis(value, axes):
    return [value] * axes if isinstance(value, int) else list(value)


def windows(x, kernel, stride, dilation, padding, fill):
    """All windows of x [N, …, C] as (position, array [N, …kernel, C]); and the output's sizes."""
    axes = len(kernel)
    sides = [pads(x.shape[1 + a], kernel[a], stride[a], dilation[a], padding) for a in range(axes)]
    padded = np.pad(x, [(0, 0)] + sides + [(0, 0)], constant_values=fill)
    out = [(padded.shape[1 + a] - dilation[a] * (kernel[a] - 1) - 1) // stride[a] + 1
           for a in range(axes)]
    def at(position):
        index = [slice(None)]
        for a in range(axes):
            start = position[a] * stride[a]
            index.append(slice(start, start + dilation[a] * (kernel[a] - 1) + 1, dilation[a]))
        return padded[tuple(index)]
    return out, at


def conv(x, kernel, bias, stride, dilation, padding, groups=1):
    axes = kernel.ndim - 2
    out, at = windows(x, kernel.shape[:axes], stride, dilation, padding, 0)
    y = np.zeros([x.shape[0]] + out + [kernel.shape[-1]])
    per_in, per_out = kernel.shape[-2], kernel.shape[-1] // groups
    for position in np.ndindex(*out):
        window = at(position)
        for g in range(groups):
            part = window[..., g * per_in:(g + 1) * per_in]
            taps = kernel[..., g * per_out:(g + 1) * per_out]
            y[(slice(None),) + position + (slice(g * per_out, (g + 1) * per_out),)] = np.tensordot(
                part, taps, axes=(list(range(1, axes + 2)), list(range(axes + 1))))
    return y if bias is None else y + bias


def depthwise(x, kernel, bias, stride, dilation, padding):
    axes = kernel.ndim - 2
    out, at = windows(x, kernel.shape[:axes], stride, dilation, padding, 0)
    channels, each = kernel.shape[-2:]
    y = np.zeros([x.shape[0]] + out + [channels, each])
    for position in np.ndindex(*out):
        window = at(position)[..., None] * kernel
        y[(slice(None),) + position] = window.sum(axis=tuple(range(1, axes + 1)))
    y = y.reshape([x.shape[0]] + out + [channels * each])
    return y if bias is None else y + bias


def conv_transposed(x, kernel, bias, stride, padding, output_padding):
    """The gradient of a convolution of the same padding: every input spreads its window."""
    axes = kernel.ndim - 2
    sizes = kernel.shape[:axes]
    full, before, out = [], [], []
    for a in range(axes):
        length = x.shape[1 + a]
        if output_padding is None:
            size = length * stride[a] + (max(sizes[a] - stride[a], 0) if padding == "valid" else 0)
        else:
            size = (length - 1) * stride[a] + sizes[a] + output_padding[a]
            size -= 2 * (sizes[a] // 2) if padding == "same" else 0
        total = max((length - 1) * stride[a] + sizes[a] - size, 0) if padding == "same" else 0
        out.append(size)
        before.append(total // 2)
        full.append(max((length - 1) * stride[a] + sizes[a], size + total // 2))
    y = np.zeros([x.shape[0]] + full + [kernel.shape[-2]])
    for position in np.ndindex(*x.shape[1:-1]):
        spread = np.tensordot(x[(slice(None),) + position], kernel, axes=(1, axes + 1))
        index = tuple(slice(p * s, p * s + k) for p, s, k in zip(position, stride, sizes))
        y[(slice(None),) + index] += spread
    y = y[(slice(None),) + tuple(slice(b, b + o) for b, o in zip(before, out))]
    return y if bias is None else y + bias


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


ERF = np.vectorize(__import__("math").erf)
ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softmax": softmax,
    "log_softmax": lambda x: np.log(softmax(x)),
    "elu": lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1),
    "selu": lambda x: 1.0507009873554805 * np.where(
        x > 0, x, 1.6732632423543772 * (np.exp(np.minimum(x, 0)) - 1)),
    "softplus": lambda x: np.log1p(np.exp(x)),
    "swish": lambda x: x / (1 + np.exp(-x)),
    "silu": lambda x: x / (1 + np.exp(-x)),
    "gelu": lambda x: x * 0.5 * (1 + ERF(x / np.sqrt(2))),
    "hard_sigmoid": lambda x: np.clip(0.2 * x + 0.5, 0, 1),  # Keras 2's
}


def pool(x, c, axes, how):
    kernel = per_axis(c["pool_size"], axes)
    stride = per_axis(c.get("strides") or c["pool_size"], axes)
    fill = -np.inf if how == "max" else np.nan
    out, at = windows(x, kernel, stride, [1] * axes, c.get("padding", "valid"), fill)
    y = np.zeros([x.shape[0]] + out + [x.shape[-1]])
    reduce = np.max if how == "max" else np.nanmean
    for position in np.ndindex(*out):
        y[(slice(None),) + position] = reduce(at(position), axis=tuple(range(1, axes + 1)))
    return y


def sides(value, axes):
    if axes == 1:
        return [tuple(per_axis(value, 2))]
    if isinstance(value, int):
        return [(value, value)] * axes
    return [tuple(per_axis(v, 2)) for v in value]


def layer(kind, c, weights, x):
    """What a layer gives; x is a list where it takes several."""
    axes = int(kind[-2]) if kind[-1] == "D" else (2 if "2D" in kind else 1)
    first = c.get("data_format") == "channels_first" and kind != "Flatten"
    if first:
        x = np.moveaxis(x, 1, -1)
    y = channels_last(kind, c, list(weights), x, axes)
    if first:
        y = np.moveaxis(y, -1, 1)
    if kind != "Activation" and isinstance(c.get("activation"), str):
        y = ACTIVATIONS[c["activation"]](y)
    return y


def channels_last(kind, c, w, x, axes):
    stride = per_axis(c.get("strides") or 1, axes)
    dilation = per_axis(c.get("dilation_rate") or 1, axes)
    padding = c.get("padding", "valid")
    bias = w[-1] if w and c.get("use_bias", True) else None
    if kind in ("Conv1D", "Conv2D"):
        return conv(x, w[0], bias, stride, dilation, padding, c.get("groups", 1))
    if kind.startswith("DepthwiseConv"):
        return depthwise(x, w[0], bias, stride, dilation, padding)
    if kind.startswith("SeparableConv"):
        y = depthwise(x, w[0], None, stride, dilation, padding)
        return conv(y, w[1], bias, [1] * axes, [1] * axes, "valid")
    if kind in ("Conv1DTranspose", "Conv2DTranspose"):
        extra = c.get("output_padding")
        extra = None if extra is None else per_axis(extra, axes)
        return conv_transposed(x, w[0], bias, stride, padding, extra)
    if kind == "Dense":
        return x @ w[0] + (0 if bias is None else bias)
    if kind == "Embedding":
        return w[0][x.astype(int)]
    if kind == "BatchNormalization":
        shape = [1] * x.ndim
        axis = c.get("axis", -1)
        axis = axis[0] if isinstance(axis, list) else axis
        shape[axis] = -1
        w = [v.reshape(shape) for v in w]
        gamma = w.pop(0) if c.get("scale", True) else 1
        beta = w.pop(0) if c.get("center", True) else 0
        return (x - w[0]) / np.sqrt(w[1] + c["epsilon"]) * gamma + beta
    if kind == "LayerNormalization":
        d = x - x.mean(-1, keepdims=True)
        return d / np.sqrt((d * d).mean(-1, keepdims=True) + c["epsilon"]) * w[0] + w[1]
    if kind == "GroupNormalization":
        groups = x.shape[-1] if c["groups"] == -1 else c["groups"]
        g = x.reshape(list(x.shape[:-1]) + [groups, -1])
        over = tuple(range(1, g.ndim - 2)) + (g.ndim - 1,)
        d = g - g.mean(over, keepdims=True)
        y = (d / np.sqrt((d * d).mean(over, keepdims=True) + c["epsilon"])).reshape(x.shape)
        if c.get("scale", True):
            y = y * w.pop(0)
        return y + w.pop(0) if c.get("center", True) else y
    if kind.startswith("MaxPooling"):
        return pool(x, c, axes, "max")
    if kind.startswith("AveragePooling"):
        return pool(x, c, axes, "mean")
    if kind.startswith("Global"):
        over = tuple(range(1, x.ndim - 1))
        reduce = np.max if "Max" in kind else np.mean
        return reduce(x, axis=over, keepdims=c.get("keepdims", False))
    if kind.startswith("UpSampling"):
        for a, times in enumerate(per_axis(c["size"], axes)):
            x = np.repeat(x, times, axis=1 + a)
        return x
    if kind.startswith("ZeroPadding"):
        return np.pad(x, [(0, 0)] + sides(c["padding"], axes) + [(0, 0)])
    if kind.startswith("Cropping"):
        cut = sides(c["cropping"], axes)
        return x[(slice(None),) + tuple(slice(b, x.shape[1 + a] - e)
                                        for a, (b, e) in enumerate(cut))]
    if kind == "Flatten":
        if c.get("data_format") == "channels_first" and x.ndim > 2:
            x = np.moveaxis(x, 1, -1)
        return x.reshape(x.shape[0], -1)
    if kind == "Reshape":
        return x.reshape([x.shape[0]] + list(c["target_shape"]))
    if kind == "Permute":
        return x.transpose([0] + list(c["dims"]))
    if kind in ("Dropout", "SpatialDropout1D", "SpatialDropout2D", "ActivityRegularization"):
        return x
    if kind == "Rescaling":
        return x * c["scale"] + c["offset"]
    if kind == "Activation":
        return ACTIVATIONS[c["activation"]](x)
    if kind == "Softmax":
        return softmax(x, c.get("axis", -1))
    if kind == "LeakyReLU":
        return np.where(x > 0, x, x * c.get("alpha", c.get("negative_slope")))
    if kind == "ELU":
        return np.where(x > 0, x, c["alpha"] * (np.exp(np.minimum(x, 0)) - 1))
    if kind == "ThresholdedReLU":
        return np.where(x > c["theta"], x, 0)
    if kind == "ReLU":
        t, s, m = c.get("threshold", 0), c.get("negative_slope", 0), c.get("max_value")
        y = np.where(x >= t, x, s * (x - t))
        return y if m is None else np.minimum(y, m)
    if kind == "PReLU":
        return np.where(x > 0, x, x * w[0])
    if kind == "Concatenate":
        return np.concatenate(x, axis=c.get("axis", -1))
    if kind in ("Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract"):
        y = x[0]
        for other in x[1:]:
            y = {"Multiply": np.multiply, "Maximum": np.maximum, "Minimum": np.minimum,
                 "Subtract": np.subtract}.get(kind, np.add)(y, other)
        return y / len(x) if kind == "Average" else y
    raise NotImplementedError(kind)


def run(config, weights, x):
    """The output of a sequential model, or the outputs of a functional one of one input."""
    inner = config["config"]
    if config["class_name"] == "Sequential":
        for l in inner["layers"]:
            if l["class_name"] == "InputLayer":
                continue
            name = l["config"]["name"]
            if l["class_name"] in ("Sequential", "Functional", "Model"):
                x = run(l, weights(name).__getitem__, x)
            else:
                x = layer(l["class_name"], l["config"], weights(name), x)
        return x
    values = {}
    for l in inner["layers"]:
        name = l["config"]["name"]
        if l["class_name"] == "InputLayer":
            values[name] = x
            continue
        taken = [values[n[0]] for n in l["inbound_nodes"][0]]
        values[name] = layer(
            l["class_name"], l["config"], weights(name), taken if len(taken) > 1 else taken[0])
    return [values[n[0]] for n in inner["output_layers"]]
