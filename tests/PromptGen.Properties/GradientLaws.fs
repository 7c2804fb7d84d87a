module PromptGen.Properties.GradientLaws

open System
open FsCheck.Xunit
open PromptGen.Properties
open PromptGen.Properties.Tensors
open PromptGen.Tensors
open TorchSharp

/// The derivative in one number by central differences, of two widths so that the error is of fourth order.
let private numeric (loss: unit -> float) (parameter: Modules.Parameter) (index: int64) =
    let numbers = parameter.detach().view(-1L).data<float> ()
    let start = numbers[index]
    let at shift =
        numbers[index] <- start + shift
        let value = loss ()
        numbers[index] <- start
        value
    let central width = (at width - at -width) / (2.0 * width)
    let width = 2e-4
    (4.0 * central (width / 2.0) - central width) / 3.0

[<Property(MaxTest = 60)>]
let ``gradients of prefix and head are the numeric derivatives, in float64`` (SmoothScene(scene, head)) = inScope <| fun () ->
    let model = inDouble (fun () -> scene.Prompted.With head)
    let input, labels = scene.Input, scene.Labels head
    (model.Loss input labels).backward()
    let loss () = inScope <| fun () -> (model.Loss input labels).item<float>()
    let random = Random scene.Rows.Seed
    model.Prefix @ model.Head
    |> List.forall (fun parameter ->
        let index = random.NextInt64(parameter.numel())
        let gradient = match parameter.grad with null -> nan | gradient -> gradient.reshape(-1L).data<float>()[index]
        let expected = numeric loss parameter index
        abs (gradient - expected) <= 1e-8 * max 1.0 (abs expected))
