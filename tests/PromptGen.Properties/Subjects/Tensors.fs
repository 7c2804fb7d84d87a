module PromptGen.Properties.Tensors

open System
open PromptGen.Tensors
open TorchSharp

// The tensors are tiny, and threads that wait for each other take many times as long on a busy machine.
let private oneThread = lazy (torch.set_num_threads 1)

/// Frees every tensor that a law makes.
let inScope (law: unit -> 'result) =
    oneThread.Force()
    use _ = torch.NewDisposeScope()
    law ()

/// Encoders, prefixes and heads that are made inside hold float64 numbers.
let inDouble (make: unit -> 'result) =
    torch.set_default_dtype torch.float64
    try
        make ()
    finally
        torch.set_default_dtype torch.float32

let private bytes (tensor: torch.Tensor) =
    use plain = tensor.detach().contiguous()
    plain.bytes.ToArray()

/// The same type, shape and bits.
let same (a: torch.Tensor) (b: torch.Tensor) =
    a.dtype = b.dtype && a.shape = b.shape && bytes a = bytes b

/// The same tensors, bit for bit.
let allSame (a: torch.Tensor list) (b: torch.Tensor list) =
    a.Length = b.Length && List.forall2 same a b

let private number (tensor: torch.Tensor) =
    use wide = tensor.``to``(torch.float64)
    wide.item<float>()

/// The largest difference between two tensors, as a share of their largest number.
let distance (a: torch.Tensor) (b: torch.Tensor) =
    let scale = max 1.0 (number (b.abs().max()))
    number ((a - b).abs().max()) / scale

/// No NaN and no infinity.
let finite (tensor: torch.Tensor) = torch.isfinite(tensor).all().item<bool>()

/// Adds N(0, size) to every number: a fresh model has zero biases and unit norms, which hide errors.
let perturb (size: float) (seed: int) (parameters: torch.Tensor seq) =
    use _ = torch.no_grad ()
    use generator = new torch.Generator(uint64 seed)
    for parameter in parameters do
        use noise = torch.empty(parameter.shape, parameter.dtype).normal_(0.0, size, generator)
        TensorArithmetic.Accumulate(parameter, noise) |> ignore

/// Random numbers below a limit, for ids and labels.
let integers (seed: int) (limit: int) (shape: int list) =
    let random = Random seed
    let numbers = Array.init (List.fold (*) 1 shape) (fun _ -> int64 (random.Next limit))
    torch.tensor(numbers).reshape(shape |> List.map int64 |> Array.ofList)
