module PromptGen.Properties.PositionLaws

open System
open FsCheck.Xunit
open PromptGen.Encoders
open PromptGen.Properties
open PromptGen.Properties.Tensors
open PromptGen.Training
open TorchSharp
open Xunit

/// Ids that no embedding has: a computation that began with them would fail in another way.
let private uncomputable (scene: Scene) =
    let input = scene.Input
    new TokenInput(torch.full_like(input.Ids, 1_000_000), input.Mask)

let private data (scene: Scene) =
    { new ITrainingData<TokenInput> with
        member _.BatchesPerEpoch = 1
        member _.LongestInput = scene.Tokens
        member _.Epoch _ = failwith "The data was read." }

[<Property>]
let ``rows that do not fit behind the prefix are refused before anything is computed`` (TooLongScene(scene, head, _)) = inScope <| fun () ->
    let prompted, input = scene.Prompted, uncomputable scene
    Assert.Throws<ArgumentException>(fun () -> prompted.States input |> ignore) |> ignore
    Assert.Throws<ArgumentException>(fun () -> (prompted.With head).Logits input |> ignore) |> ignore

[<Property>]
let ``training on rows that do not fit behind the prefix is refused before the data is read`` (TooLongScene(scene, head, _)) = inScope <| fun () ->
    Assert.Throws<ArgumentException>(fun () -> (scene.Prompted.With head).Fit(data scene) |> ignore) |> ignore

[<Property>]
let ``rows that just fit behind the prefix are not refused`` (scene: Scene) = inScope <| fun () ->
    let tight = { scene with Sizes = { scene.Sizes with Positions = scene.Prefix.Length + scene.Tokens } }
    tight.Prompted.States tight.Input |> ignore
