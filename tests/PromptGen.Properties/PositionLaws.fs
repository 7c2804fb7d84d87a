module PromptGen.Properties.PositionLaws

open System
open FsCheck.Xunit
open PromptGen.Properties
open PromptGen.Properties.Tensors
open TorchSharp
open Xunit

[<Property>]
let ``rows that do not fit behind the prefix are refused before anything is computed`` (TooLongScene(scene, head, _)) = inScope <| fun () ->
    // Ids that no embedding has: a computation that began with them would fail in another way.
    let prompted, input = scene.Prompted, { scene.Input with Ids = torch.full_like(scene.Input.Ids, 1_000_000) }
    Assert.Throws<ArgumentException>(fun () -> prompted.States input |> ignore) |> ignore
    Assert.Throws<ArgumentException>(fun () -> (prompted.With head).Logits input |> ignore) |> ignore

[<Property>]
let ``training on rows that do not fit behind the prefix is refused before the data is read`` (TooLongScene(scene, head, _)) = inScope <| fun () ->
    Assert.Throws<ArgumentException>(fun () -> (scene.Prompted.With head).FitNothing scene.Tokens |> ignore) |> ignore

[<Property>]
let ``rows that just fit behind the prefix are not refused`` (scene: Scene) = inScope <| fun () ->
    (scene.With scene.Needed).Prompted.States scene.Input |> ignore
