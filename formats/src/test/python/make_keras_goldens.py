"""Makes the small Keras files in formats/src/test/resources/dev/fovea/formats/keras, with inputs and
outputs beside them, by the arithmetic of keras_by_hand.py. Run: python3 make_keras_goldens.py
"""
import json
import pathlib
import zipfile
import io

import h5py
import numpy as np

import keras_by_hand as keras

FOLDER = pathlib.Path(__file__).parent.parent / "resources/dev/fovea/formats/keras"
RNG = np.random.default_rng(7)


def shapes(kind, c, shape):
    """Names and shapes of a layer's weights; channels are behind for x of this shape."""
    first = c.get("data_format") == "channels_first"
    ins = shape[0] if first else shape[-1]
    axes = 1 if "1D" in kind else 2
    k = keras.per_axis(c.get("kernel_size", 1), axes)
    bias = lambda n: [("bias", [n])] if c.get("use_bias", True) else []
    if kind in ("Conv1D", "Conv2D"):
        return [("kernel", k + [ins // c.get("groups", 1), c["filters"]])] + bias(c["filters"])
    if kind.startswith("DepthwiseConv"):
        m = c.get("depth_multiplier", 1)
        return [("depthwise_kernel", k + [ins, m])] + bias(ins * m)
    if kind.startswith("SeparableConv"):
        m = c.get("depth_multiplier", 1)
        return [("depthwise_kernel", k + [ins, m]),
                ("pointwise_kernel", [1] * axes + [ins * m, c["filters"]])] + bias(c["filters"])
    if kind.endswith("DTranspose"):
        return [("kernel", k + [c["filters"], ins])] + bias(c["filters"])
    if kind == "Dense":
        return [("kernel", [shape[-1], c["units"]])] + bias(c["units"])
    if kind == "Embedding":
        return [("embeddings", [c["input_dim"], c["output_dim"]])]
    if kind == "BatchNormalization":
        n = shape[c.get("axis", -1) if c.get("axis", -1) < 0 else c["axis"] - 1]
        return ([("gamma", [n])] if c.get("scale", True) else []) + \
            ([("beta", [n])] if c.get("center", True) else []) + \
            [("moving_mean", [n]), ("moving_variance", [n])]
    if kind in ("LayerNormalization", "GroupNormalization"):
        return [("gamma", [shape[-1]]), ("beta", [shape[-1]])]
    if kind == "PReLU":
        shared = c.get("shared_axes") or []
        return [("alpha", [1 if a + 1 in shared else n for a, n in enumerate(shape)])]
    return []


def made(name, kind, c, x):
    arrays = []
    for weight, shape in shapes(kind, c, x.shape[1:] if not isinstance(x, list) else (0,)):
        values = RNG.normal(0, 0.5, shape).astype("float32")
        if weight in ("moving_variance", "gamma", "alpha"):
            values = np.abs(values) + 0.1
        arrays.append((f"{name}/{weight}:0", values.astype("float32")))
    return arrays


def build(layers, x, nested=False):
    """Sequential: config and weights, and what it gives."""
    listed, weights = [], {}
    if not nested:
        listed.append({"class_name": "InputLayer", "config": {
            "batch_input_shape": [None] + list(x.shape[1:]), "dtype": "float32",
            "sparse": False, "name": "in"}})
    for i, (kind, c) in enumerate(layers):
        c = dict(c)
        if kind == "Sequential":
            inner, w, x = build(c["layers"], x, nested=True)
            name = f"inner_{i}"
            inner["config"]["name"] = name
            flat = [v for values in w.values() for v in values]
            weights[name] = [v for v in flat if "moving" not in v[0]] + \
                [v for v in flat if "moving" in v[0]]
            listed.append(inner)
            continue
        name = c.setdefault("name", f"{keras.snake(kind)}_{i}" + ("n" if nested else ""))
        weights[name] = made(name, kind, c, x)
        listed.append({"class_name": kind, "config": c})
        x = keras.layer(kind, c, [w for _, w in weights[name]], x)
    return {"class_name": "Sequential", "config": {"name": "m", "layers": listed}}, weights, x


def write_h5(path, config, weights, version):
    with h5py.File(path, "w") as f:
        f.attrs["model_config"] = json.dumps(config).encode("utf8")
        f.attrs["keras_version"] = version
        f.attrs["backend"] = "tensorflow"
        g = f.create_group("model_weights")
        g.attrs["layer_names"] = [n.encode("utf8") for n in weights]
        g.attrs["keras_version"] = version
        g.attrs["backend"] = "tensorflow"
        for name, arrays in weights.items():
            own = g.create_group(name)
            own.attrs["weight_names"] = [n.encode("utf8") for n, _ in arrays]
            for n, values in arrays:
                own[n] = values


def write_keras(path, config, weights):
    out = io.BytesIO()
    with h5py.File(out, "w") as f:
        f.create_group("vars")
        used = {}
        for layer in config["config"]["layers"]:
            layer.update(module="keras.layers", registered_name=None)
            c = layer["config"]
            if layer["class_name"] == "InputLayer":
                c["batch_shape"] = c.pop("batch_input_shape")
                c.pop("sparse", None)
                continue
            c["dtype"] = {"module": "keras", "class_name": "DTypePolicy",
                          "config": {"name": "float32"}, "registered_name": None}
            group = keras.snake(layer["class_name"])
            if group in used:
                used[group] += 1
                group = f"{group}_{used[group]}"
            else:
                used[group] = 0
            own = f.create_group(f"layers/{group}/vars")
            for i, (_, values) in enumerate(weights[c["name"]]):
                own[str(i)] = values
    config.update(module="keras", registered_name=None)
    with zipfile.ZipFile(path, "w") as z:
        for name, content in (
                ("metadata.json", json.dumps({"keras_version": "3.4.1", "date_saved": "x"})),
                ("config.json", json.dumps(config)), ("model.weights.h5", out.getvalue())):
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 2, 0, 0, 0)), content)


def golden(name, shape, layers, version="2.3.1", words=False, v3=False):
    x = RNG.normal(0, 1, [2] + shape).astype("float32")
    if words:
        x = RNG.integers(0, words, [2] + shape).astype("float32")
    config, weights, y = build(layers, x)
    save(name, config, weights, x, {"y": y}, version, v3)


def save(name, config, weights, x, outputs, version, v3):
    if v3:
        write_keras(FOLDER / f"{name}.keras", config, weights)
    else:
        write_h5(FOLDER / f"{name}.h5", config, weights, version)
    np.savez(FOLDER / f"{name}.npz", x=x, **{k: v.astype("float32") for k, v in outputs.items()})


def functional(name, shape, layers, outputs, v3=False):
    """Layers as (name, class, options, names it takes from)."""
    x = RNG.normal(0, 1, [2] + shape).astype("float32")
    values, weights = {"in": x}, {"in": []}
    listed = [{"name": "in", "class_name": "InputLayer", "inbound_nodes": [], "config": {
        "batch_input_shape": [None] + shape, "dtype": "float32", "name": "in"}}]
    for own, kind, c, taken in layers:
        given = [values[t] for t in taken]
        given = given if len(given) > 1 else given[0]
        weights[own] = made(own, kind, c, given)
        values[own] = keras.layer(kind, c, [w for _, w in weights[own]], given)
        calls = [[[t, 0, 0, {}] for t in taken]]
        if v3:
            tensors = [{"class_name": "__keras_tensor__", "config": {
                "shape": [None], "dtype": "float32", "keras_history": [t, 0, 0]}} for t in taken]
            calls = [{"args": [tensors] if len(taken) > 1 else tensors, "kwargs": {}}]
        listed.append({"name": own, "class_name": kind, "config": dict(c, name=own),
                       "inbound_nodes": calls})
    config = {"class_name": "Functional", "config": {
        "name": "m", "layers": listed,
        "input_layers": ["in", 0, 0] if v3 else [["in", 0, 0]],
        "output_layers": [[o, 0, 0] for o in outputs]}}
    save(name, config, weights, x, {f"y{i}" if i else "y": values[o]
                                   for i, o in enumerate(outputs)}, "2.4.0", v3)


def keras1(name):
    """Channels first, kernels [out, in, rows, columns], a list of layers without names of theirs."""
    x = RNG.normal(0, 1, [2, 3, 6, 5]).astype("float32")
    kernel = RNG.normal(0, 0.5, [2, 3, 3, 4]).astype("float32")
    bias = RNG.normal(0, 0.5, [4]).astype("float32")
    y = np.moveaxis(keras.conv(np.moveaxis(x, 1, -1), kernel, bias, [1, 2], [1, 1], "same"), -1, 1)
    matrix = RNG.normal(0, 0.5, [int(np.prod(y.shape[1:])), 2]).astype("float32")
    config = {"class_name": "Sequential", "config": [
        {"class_name": "Convolution2D", "config": {
            "name": "c", "nb_filter": 4, "nb_row": 2, "nb_col": 3, "border_mode": "same",
            "subsample": [1, 2], "dim_ordering": "th", "bias": True, "activation": "linear",
            "batch_input_shape": [None, 3, 6, 5]}},
        {"class_name": "Flatten", "config": {"name": "f"}},
        {"class_name": "Dropout", "config": {"name": "p", "p": 0.5}},
        {"class_name": "Dense", "config": {"name": "d", "output_dim": 2, "bias": False,
                                           "activation": "linear"}}]}
    weights = {"c": [("c_W", kernel.transpose(3, 2, 0, 1)), ("c_b", bias)], "f": [], "p": [],
               "d": [("d_W", matrix)]}
    save(name, config, weights, x, {"y": y.reshape(2, -1) @ matrix}, "1.2.2", False)


def theano(name):
    """Theano turned kernels over, and its files say so."""
    x = RNG.normal(0, 1, [2, 5, 6, 2]).astype("float32")
    config, weights, y = build([("Conv2D", dict(filters=3, kernel_size=[3, 2]))], x)
    weights = {n: [(w, v[::-1, ::-1] if v.ndim == 4 else v) for w, v in ws]
               for n, ws in weights.items()}
    save(name, config, weights, x, {"y": y}, "2.1.3", False)
    with h5py.File(FOLDER / f"{name}.h5", "a") as f:
        for group in (f, f["model_weights"]):
            group.attrs["backend"] = "theano"


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    golden("depthwise", [7, 6, 3], [
        ("DepthwiseConv2D", dict(kernel_size=[3, 2], strides=[1, 1], padding="same",
                                 depth_multiplier=2, activation="relu")),
        ("SeparableConv2D", dict(filters=4, kernel_size=[3, 3], strides=[2, 2], padding="same",
                                 depth_multiplier=2, activation="tanh")),
        ("Flatten", dict()), ("Dropout", dict(rate=0.3)), ("Dense", dict(units=3))])
    for padding in ("same", "valid"):
        golden(f"transposed_{padding}", [3, 4, 2], [
            ("Conv2DTranspose", dict(filters=3, kernel_size=[3, 2], strides=[2, 3],
                                     padding=padding)),
            ("Conv2DTranspose", dict(filters=2, kernel_size=[4, 3], strides=[2, 2],
                                     padding=padding, output_padding=[1, 0]))])
    golden("transposed_signal", [5, 3], [
        ("Conv1DTranspose", dict(filters=2, kernel_size=[3], strides=[4], padding="valid")),
        ("Conv1DTranspose", dict(filters=2, kernel_size=[4], strides=[2], padding="same"))],
        version="2.4.0")
    golden("strided_same", [9, 8, 2], [
        ("Conv2D", dict(filters=3, kernel_size=[2, 4], strides=[2, 3], padding="same")),
        ("MaxPooling2D", dict(pool_size=[2, 2], strides=[1, 2], padding="same")),
        ("AveragePooling2D", dict(pool_size=[3, 2], strides=[2, 1], padding="same"))])
    golden("dilated", [12, 11, 2], [
        ("Conv2D", dict(filters=3, kernel_size=[3, 2], dilation_rate=[2, 3], padding="same")),
        ("Conv2D", dict(filters=4, kernel_size=[3, 3], dilation_rate=[1, 2], padding="valid",
                        use_bias=False, activation="elu"))])
    golden("grouped", [6, 5, 4], [
        ("Conv2D", dict(filters=6, kernel_size=[3, 3], groups=2, activation="swish"))])
    golden("signal", [14, 3], [
        ("Conv1D", dict(filters=4, kernel_size=[3], dilation_rate=[2], padding="causal")),
        ("BatchNormalization", dict(epsilon=0.01, momentum=0.9, axis=-1, scale=False)),
        ("LeakyReLU", dict(alpha=0.2)), ("UpSampling1D", dict(size=2)),
        ("Cropping1D", dict(cropping=[1, 3])), ("ZeroPadding1D", dict(padding=[2, 1])),
        ("SeparableConv1D", dict(filters=5, kernel_size=[3], padding="same")),
        ("SpatialDropout1D", dict(rate=0.2)), ("AveragePooling1D", dict(pool_size=[3])),
        ("Dense", dict(units=4, activation="selu")), ("MaxPooling1D", dict(pool_size=[2])),
        ("Flatten", dict()), ("BatchNormalization", dict(epsilon=0.001, axis=-1, center=False)),
        ("PReLU", dict()), ("Dense", dict(units=3, activation="softmax"))])
    golden("image", [8, 9, 3], [
        ("Rescaling", dict(scale=0.5, offset=-1.0)),
        ("ZeroPadding2D", dict(padding=[[1, 0], [2, 1]])),
        ("Conv2D", dict(filters=4, kernel_size=[3, 3])),
        ("PReLU", dict(shared_axes=[1, 2])), ("PReLU", dict()),
        ("ReLU", dict(max_value=1.5, negative_slope=0.1, threshold=0.2)),
        ("Cropping2D", dict(cropping=[[1, 0], [0, 1]])), ("UpSampling2D", dict(size=[2, 1])),
        ("Softmax", dict(axis=-1)), ("Softmax", dict(axis=1)),
        ("BatchNormalization", dict(epsilon=0.001, axis=2)),
        ("Permute", dict(dims=[2, 3, 1])), ("Reshape", dict(target_shape=[-1, 6])),
        ("Conv1D", dict(filters=3, kernel_size=[4], strides=[3], activation="hard_sigmoid")),
        ("GlobalMaxPooling1D", dict()), ("Dense", dict(units=2, activation="gelu"))])
    golden("normalized", [6, 5, 4], [
        ("Conv2D", dict(filters=6, kernel_size=[2, 2])),
        ("LayerNormalization", dict(axis=-1, epsilon=0.001)),
        ("GroupNormalization", dict(groups=3, axis=-1, epsilon=0.001)),
        ("GlobalAveragePooling2D", dict(keepdims=True)), ("Flatten", dict()),
        ("LayerNormalization", dict(axis=[-1], epsilon=0.001))], version="2.11.0")
    golden("words", [7], [
        ("Embedding", dict(input_dim=11, output_dim=4)),
        ("Conv1D", dict(filters=3, kernel_size=[3], activation="relu")), ("Flatten", dict()),
        ("Dense", dict(units=2, activation="log_softmax"))], words=11)
    golden("channels_first", [3, 7, 6], [
        ("Conv2D", dict(filters=4, kernel_size=[3, 3], data_format="channels_first")),
        ("MaxPooling2D", dict(pool_size=[2, 2], data_format="channels_first")),
        ("Flatten", dict(data_format="channels_first")), ("Dense", dict(units=3))])
    golden("channels_first_flat", [3, 5, 4], [
        ("Conv2D", dict(filters=2, kernel_size=[3, 3], data_format="channels_first")),
        ("Flatten", dict(data_format="channels_last")), ("Dense", dict(units=3))])
    golden("nested", [6, 6, 2], [
        ("Sequential", dict(layers=[
            ("Conv2D", dict(filters=3, kernel_size=[3, 3])),
            ("BatchNormalization", dict(epsilon=0.001, axis=-1)),
            ("Activation", dict(activation="relu"))])),
        ("Flatten", dict()), ("Dense", dict(units=2))])
    golden("flat_end", [3, 4, 2], [
        ("Conv2D", dict(filters=3, kernel_size=[2, 2])), ("Flatten", dict())])
    golden("version3", [8, 8, 1], [
        ("Conv2D", dict(filters=4, kernel_size=[3, 3], activation="relu", padding="same")),
        ("BatchNormalization", dict(epsilon=0.001, momentum=0.99, axis=-1)),
        ("MaxPooling2D", dict(pool_size=[2, 2])), ("Dropout", dict(rate=0.25)),
        ("Conv2D", dict(filters=5, kernel_size=[3, 3], activation="relu")),
        ("Flatten", dict()), ("Dense", dict(units=6)), ("LeakyReLU", dict(negative_slope=0.1)),
        ("Dense", dict(units=3, activation="softmax"))], v3=True)
    functional("residual", [6, 6, 3], [
        ("stem", "Conv2D", dict(filters=4, kernel_size=[3, 3], padding="same"), ["in"]),
        ("body", "Conv2D", dict(filters=4, kernel_size=[3, 3], padding="same",
                                activation="relu"), ["stem"]),
        ("sum", "Add", dict(), ["body", "stem"]),
        ("squeeze", "GlobalAveragePooling2D", dict(), ["sum"]),
        ("excite", "Dense", dict(units=4, activation="sigmoid"), ["squeeze"]),
        ("shape", "Reshape", dict(target_shape=[1, 1, 4]), ["excite"]),
        ("scale", "Multiply", dict(), ["sum", "shape"]),
        ("one", "Conv2D", dict(filters=2, kernel_size=[1, 1]), ["scale"]),
        ("two", "MaxPooling2D", dict(pool_size=[3, 3], strides=[1, 1], padding="same"),
         ["scale"]),
        ("join", "Concatenate", dict(axis=-1), ["one", "two", "in"]),
        ("flat", "Flatten", dict(), ["join"]),
        ("flat2", "Flatten", dict(), ["join"]),
        ("most", "Maximum", dict(), ["flat", "flat2"]),
        ("head", "Dense", dict(units=3), ["most"]),
        ("mean", "Average", dict(), ["flat", "most"]),
        ("far", "Subtract", dict(), ["flat", "most"])], ["head", "far", "mean"])

    functional("branches3", [5, 5, 2], [
        ("a", "Conv2D", dict(filters=3, kernel_size=[3, 3], activation="relu"), ["in"]),
        ("b", "Conv2D", dict(filters=3, kernel_size=[3, 3]), ["in"]),
        ("join", "Concatenate", dict(axis=-1), ["a", "b"]),
        ("flat", "Flatten", dict(), ["join"]), ("head", "Dense", dict(units=2), ["flat"])],
        ["head"], v3=True)
    keras1("keras1")
    theano("theano")


main()
