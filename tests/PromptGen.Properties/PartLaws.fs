module PromptGen.Properties.PartLaws

open FsCheck.Xunit
open PromptGen.Properties
open PromptGen.Properties.Subjects
open PromptGen.Properties.Tensors
open PromptGen.Tensors
open TorchSharp

/// 1 before a place of every row, else 0.
let private before (scene: Scene) (places: int list) =
    TensorArithmetic.UpTo(int64 scene.Tokens, torch.CPU).unsqueeze(0).lt((places |> List.map int64 |> Array.ofList |> torch.tensor).unsqueeze 1)

let private only (kept: torch.Tensor) (states: States) =
    states |> List.map (fun state -> TensorArithmetic.Filled(state, kept.logical_not().unsqueeze(2), 0L))

/// The batch with other ids except where some are kept.
let private changed (scene: Scene) (kept: torch.Tensor) =
    { scene.Input with Ids = torch.where(kept, scene.Input.Ids, (scene.Drawn(scene.Rows.Seed + 3)).Ids) }

let private unreached (subject: Subject) (prefix: PrefixChoice) (kept: torch.Tensor) (batch: Batch) (other: Batch) =
    [ subject.Plain; (subject.Prompt prefix).States ] |> List.forall (fun run -> allSame (only kept (run batch)) (only kept (run other)))

[<Property>]
let ``later tokens of part B change no earlier row, bit for bit`` (PartedScene(scene, places)) = inScope <| fun () ->
    let kept = before scene places
    unreached scene.Subject scene.Prefix kept scene.Input (changed scene kept)

[<Property>]
let ``another part B, of any length and with any blanks, changes no row of part A, bit for bit`` (OtherPartB(scene, other)) = inScope <| fun () ->
    let kept = before scene scene.Rows.PartB
    unreached scene.Subject scene.Prefix kept scene.Input (changed other kept)
