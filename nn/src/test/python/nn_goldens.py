"""Makes the goldens of nn: losses, optimizers, clipping, schedules, initial values and the digit network.

Run: python3 nn_goldens.py
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.optim import lr_scheduler

CORE = Path(__file__).resolve().parents[4] / "core" / "src" / "test" / "python"
sys.path.insert(0, str(CORE))

from golden_case import Draw, Family, array, number, numbers, write

import mnist_cnn

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "goldens"


RENAMED = {"lr": "learningRate", "lr_decay": "learningRateDecay", "max_lr": "maxRate", "min_lr": "minRate", "eps": "epsilon"}


def camel(name):
    """PyTorch's option name as Java has it."""
    if name in RENAMED:
        return RENAMED[name]
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


# --- losses ----------------------------------------------------------------------------------------


def losses():
    family = Family("loss", 21)
    draw = family.draw
    reductions = ("mean", "sum", "none")

    def classes(name, op, x, targets, smoothing=0.0, weighted=False, reduction="mean", values=None):
        """Inputs [N, C, ...] and targets [N, ...]; class weights are a third input without gradient."""
        if values is None:
            values = draw.normal(*x, scale=2) if op == "cross_entropy" else draw.uniform(*x, low=-5, high=0)
        inputs = {"input": values, "target": targets}
        if weighted:
            inputs["weight"] = draw.uniform(x[1], low=0.25, high=3)
        attributes = {"reduction": reduction}
        if op == "cross_entropy":
            attributes["labelSmoothing"] = smoothing

            def function(input, target, weight=None):
                return F.cross_entropy(input, target, weight, reduction=reduction, label_smoothing=smoothing)

        else:

            def function(input, target, weight=None):
                return F.nll_loss(input, target, weight, reduction=reduction)

        family.add(f"{op} {name}, {reduction}", op, function, inputs, attributes, ("weight",))

    for reduction in reductions:
        for smoothing, weighted, name in [(0.0, False, "plain"), (0.1, False, "label smoothing"), (0.0, True, "class weights"), (0.2, True, "label smoothing and class weights")]:
            classes(name, "cross_entropy", (5, 4), draw.indices(5, below=4), smoothing, weighted, reduction)
        classes("a class for each pixel, label smoothing and class weights", "cross_entropy", (2, 3, 2, 2), draw.indices(2, 2, 2, below=3), 0.1, True, reduction)
        classes("plain", "nll", (5, 4), draw.indices(5, below=4), reduction=reduction)
        classes("class weights", "nll", (5, 4), draw.indices(5, below=4), weighted=True, reduction=reduction)
        classes("a class for each pixel", "nll", (2, 3, 2, 2), draw.indices(2, 2, 2, below=3), reduction=reduction)
    classes("one example", "cross_entropy", (1, 3), draw.indices(1, below=3))
    classes("large logits", "cross_entropy", (4, 5), draw.indices(4, below=5), values=draw.uniform(4, 5, low=-500, high=500))

    for reduction in reductions:
        for shape, weighted in [((5,), False), ((3, 4), False), ((3, 4), True)]:
            inputs = {"input": draw.uniform(*shape, low=0.01, high=0.98), "target": draw.uniform(*shape, low=0, high=0.99)}
            if weighted:
                inputs["weight"] = draw.uniform(*shape, low=0.25, high=3)
            family.add(
                f"bce {list(shape)}{', weighted' if weighted else ''}, {reduction}",
                "bce",
                lambda x, y, w=None: F.binary_cross_entropy(x, y, w, reduction=reduction),
                inputs,
                {"reduction": reduction},
                ("target", "weight"),
            )
        for name, positive in [("plain", False), ("weight of the positive class", True)]:
            inputs = {"input": draw.normal(4, 3, scale=3), "target": draw.integers(4, 3, low=0, high=2)}
            if positive:
                inputs["posWeight"] = draw.uniform(3, low=0.25, high=4)
            family.add(
                f"bce_with_logits {name}, {reduction}",
                "bce_with_logits",
                lambda x, y, p=None: F.binary_cross_entropy_with_logits(x, y, pos_weight=p, reduction=reduction),
                inputs,
                {"reduction": reduction},
                ("target", "posWeight"),
            )
        distances = {
            "mse": [(F.mse_loss, {})],
            "l1": [(F.l1_loss, {})],
            "smooth_l1": [(F.smooth_l1_loss, {"beta": 1}), (F.smooth_l1_loss, {"beta": 0.25})],
            "huber": [(F.huber_loss, {"delta": 1}), (F.huber_loss, {"delta": 2.5})],
        }
        for op, variants in distances.items():
            for function, options in variants:
                for shape in [(7,), (3, 2, 2)]:
                    words = "".join(f", {key} {value}" for key, value in options.items())
                    family.add(
                        f"{op} {list(shape)}{words}, {reduction}",
                        op,
                        lambda x, y: function(x, y, reduction=reduction, **options),
                        {"input": draw.normal(*shape, scale=2), "target": draw.normal(*shape) + 1 / 512},
                        {"reduction": reduction, **options},
                    )
    logits = draw.uniform(9, low=-200, high=200)
    family.add(
        "bce_with_logits large logits, mean",
        "bce_with_logits",
        F.binary_cross_entropy_with_logits,
        {"input": logits, "target": draw.integers(9, low=0, high=2)},
        {"reduction": "mean"},
        ("target",),
    )
    return family.cases


# --- optimizers and clipping -----------------------------------------------------------------------

OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "rmsprop": torch.optim.RMSprop, "adagrad": torch.optim.Adagrad}

OPTIMIZER_CASES = [
    ("sgd", {}),
    ("sgd", {"weight_decay": 0.1}),
    ("sgd", {"momentum": 0.9}),
    ("sgd", {"momentum": 0.9, "weight_decay": 0.05}),
    ("sgd", {"momentum": 0.8, "dampening": 0.3}),
    ("sgd", {"momentum": 0.9, "nesterov": True}),
    ("sgd", {"momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    ("adam", {}),
    ("adam", {"weight_decay": 0.1}),
    ("adam", {"betas": (0.8, 0.95), "eps": 1e-4}),
    ("adam", {"amsgrad": True}),
    ("adamw", {"weight_decay": 0}),
    ("adamw", {}),
    ("adamw", {"weight_decay": 0.2}),
    ("rmsprop", {}),
    ("rmsprop", {"alpha": 0.9, "eps": 1e-3}),
    ("rmsprop", {"centered": True}),
    ("rmsprop", {"momentum": 0.9}),
    ("rmsprop", {"centered": True, "momentum": 0.7}),
    ("rmsprop", {"weight_decay": 0.1}),
    ("adagrad", {}),
    ("adagrad", {"lr_decay": 0.1}),
    ("adagrad", {"weight_decay": 0.1}),
    ("adagrad", {"initial_accumulator_value": 0.5, "eps": 1e-3}),
    ("adagrad", {"lr_decay": 0.05, "weight_decay": 0.02}),
]


def optimizers():
    """Options are complete: PyTorch's defaults are written out. The fourth gradient is zero in two places."""
    draw = Draw(22)
    cases = []
    for kind, options in OPTIMIZER_CASES:
        initial, gradients = draw.normal(5), draw.normal(6, 5)
        gradients[3, 1] = gradients[3, 4] = 0
        parameter = initial.clone().requires_grad_()
        rate = 0.05 if kind in ("sgd", "adagrad") else 0.01
        optimizer = OPTIMIZERS[kind]([parameter], lr=rate, **options)
        after = []
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()
            after.append(numbers(parameter))
        cases.append({
            "name": " ".join([kind] + [f"{camel(k)}={v}" for k, v in options.items()]),
            "optimizer": kind,
            "options": complete_options(kind, optimizer.param_groups[0]),
            "initial": numbers(initial),
            "gradients": [numbers(gradient) for gradient in gradients],
            "after": after,
        })
    return cases


def complete_options(kind, group):
    options = {}
    for key, value in group.items():
        if key == "betas":
            options["beta1"], options["beta2"] = value
        elif key not in ("params", "maximize", "foreach", "capturable", "differentiable", "fused"):
            options[camel(key)] = value
    return options


def clippings():
    draw = Draw(23)
    cases = []
    for kind, limit in [("norm", 1.0), ("norm", 100.0), ("norm", 0.25), ("value", 0.5), ("value", 100.0)]:
        parameters = {name: torch.zeros(shape, dtype=torch.float64) for name, shape in [("weight", (3, 4)), ("bias", (3,))]}
        before = {name: draw.normal(*parameter.shape) for name, parameter in parameters.items()}
        for name, parameter in parameters.items():
            parameter.grad = before[name].clone()
        case = {"name": f"{kind} {limit}", "kind": kind, "limit": limit, "before": {n: array(t) for n, t in before.items()}}
        if kind == "norm":
            case["totalNorm"] = number(float(torch.nn.utils.clip_grad_norm_(parameters.values(), limit)))
        else:
            torch.nn.utils.clip_grad_value_(parameters.values(), limit)
        case["after"] = {name: array(parameter.grad) for name, parameter in parameters.items()}
        cases.append(case)
    return cases


# --- schedules -------------------------------------------------------------------------------------


def schedules():
    """rates[i] is the learning rate of epoch (or step) i, before the schedule's i+1-th step."""
    cases = []

    def schedule(kind, steps, base=0.1, name="", metrics=None, **options):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base)
        scheduler = getattr(lr_scheduler, kind)(optimizer, **options)
        rates = [optimizer.param_groups[0]["lr"]]
        for i in range(steps):
            optimizer.step()
            scheduler.step(*([metrics[i]] if metrics else []))
            rates.append(optimizer.param_groups[0]["lr"])
        named = {camel(key.lower()): value for key, value in options.items() if key != "cycle_momentum"}
        words = name or " ".join(f"{key}={value}" for key, value in named.items())
        case = {"name": f"{kind} {words}", "schedule": kind, "baseRate": base, "options": named, "rates": [number(r) for r in rates]}
        if metrics:
            case["metrics"] = metrics
        cases.append(case)

    schedule("StepLR", 10, step_size=3, gamma=0.1)
    schedule("StepLR", 7, step_size=1, gamma=0.5)
    schedule("MultiStepLR", 12, milestones=[2, 5, 9], gamma=0.3)
    schedule("ExponentialLR", 8, gamma=0.9)
    schedule("CosineAnnealingLR", 10, T_max=10, eta_min=0)
    schedule("CosineAnnealingLR", 7, T_max=7, eta_min=0.01)
    schedule("LinearLR", 8, start_factor=0.1, end_factor=1.0, total_iters=5)
    schedule("LinearLR", 6, start_factor=1.0, end_factor=0.2, total_iters=4)
    for total, percent, anneal in [(20, 0.3, "cos"), (20, 0.3, "linear"), (13, 0.25, "cos"), (10, 0.5, "linear")]:
        schedule("OneCycleLR", total - 1, max_lr=0.4, total_steps=total, pct_start=percent, anneal_strategy=anneal, div_factor=25, final_div_factor=1e4, three_phase=False, cycle_momentum=False)
    schedule("OneCycleLR", 9, max_lr=1.0, total_steps=10, pct_start=0.4, anneal_strategy="cos", div_factor=10, final_div_factor=100, three_phase=False, cycle_momentum=False)

    falling = [1.0, 0.8, 0.79, 0.81, 0.8, 0.79, 0.795, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]
    slowly = [2.0, 1.92, 1.85, 1.81, 1.7, 1.68, 1.6]
    plateau = {"mode": "min", "factor": 0.1, "patience": 2, "threshold": 1e-4, "threshold_mode": "rel", "cooldown": 0, "min_lr": 0, "eps": 1e-8}
    for name, metrics, changes in [
        ("plain", falling, {}),
        ("patience 0, factor 0.5", falling, {"patience": 0, "factor": 0.5}),
        ("cooldown 2", falling, {"cooldown": 2, "patience": 1}),
        ("lowest rate 0.02", falling, {"patience": 0, "min_lr": 0.02}),
        ("absolute threshold 0.05", slowly, {"patience": 0, "threshold": 0.05, "threshold_mode": "abs"}),
        ("relative threshold 0.05", slowly, {"patience": 0, "threshold": 0.05}),
        ("highest is best", [0.1, 0.5, 0.49, 0.5, 0.48, 0.6, 0.6, 0.6, 0.6, 0.6], {"mode": "max"}),
    ]:
        schedule("ReduceLROnPlateau", len(metrics), name=name, metrics=metrics, **{**plateau, **changes})
    return cases


# --- initial values --------------------------------------------------------------------------------


def initializations():
    """What PyTorch draws by default: law, its bound or its mean and deviation, and what a sample of it showed."""
    torch.manual_seed(24)
    layers = [
        ("Linear", {"in_features": 400, "out_features": 300}),
        ("Linear", {"in_features": 7, "out_features": 2000}),
        ("Conv1d", {"in_channels": 24, "out_channels": 160, "kernel_size": [9], "groups": 1}),
        ("Conv2d", {"in_channels": 1, "out_channels": 800, "kernel_size": [5, 5], "groups": 1}),
        ("Conv2d", {"in_channels": 48, "out_channels": 120, "kernel_size": [3, 5], "groups": 1}),
        ("Conv2d", {"in_channels": 64, "out_channels": 128, "kernel_size": [3, 3], "groups": 4}),
        ("Conv2d", {"in_channels": 600, "out_channels": 600, "kernel_size": [3, 3], "groups": 600}),
        ("ConvTranspose1d", {"in_channels": 32, "out_channels": 96, "kernel_size": [5], "groups": 1}),
        ("ConvTranspose2d", {"in_channels": 32, "out_channels": 80, "kernel_size": [3, 3], "groups": 2}),
        ("Embedding", {"num_embeddings": 500, "embedding_dim": 40}),
        ("BatchNorm2d", {"num_features": 6}),
        ("LayerNorm", {"normalized_shape": [5]}),
        ("GroupNorm", {"num_groups": 2, "num_channels": 6}),
    ]
    cases = []
    for kind, options in layers:
        layer = getattr(torch.nn, kind)(**options)
        parameters = {}
        for name, parameter in layer.named_parameters():
            sample = parameter.detach().double()
            deviation = float(sample.std(unbiased=False))
            if deviation == 0:
                law = {"law": "constant", "value": number(float(sample.flatten()[0]))}
            elif kind == "Embedding":
                law = {"law": "normal", "mean": 0, "deviation": 1}
            else:
                fan_in, _ = torch.nn.init._calculate_fan_in_and_fan_out(layer.weight)
                law = {"law": "uniform", "bound": number(fan_in**-0.5)}
                assert float(sample.abs().max()) <= law["bound"] * 1.000001
            parameters[name] = {
                "shape": list(parameter.shape),
                **law,
                "sampleMean": number(float(sample.mean())),
                "sampleDeviation": number(deviation),
            }
        words = " ".join(f"{camel(key)}={value}" for key, value in options.items())
        cases.append({"name": f"{kind} {words}", "layer": kind, "options": {camel(k): v for k, v in options.items()}, "parameters": parameters})
    return cases


def main():
    torch.set_num_threads(1)
    write(FOLDER, "loss", losses())
    write(FOLDER, "optimizer", optimizers())
    write(FOLDER, "clipping", clippings())
    write(FOLDER, "schedule", schedules())
    write(FOLDER, "initialization", initializations())
    write(FOLDER, "mnist-cnn", mnist_cnn.golden())


if __name__ == "__main__":
    main()
