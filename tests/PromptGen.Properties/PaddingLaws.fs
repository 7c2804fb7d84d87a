module PromptGen.Properties.PaddingLaws

open FsCheck.Xunit
open PromptGen.Properties
open PromptGen.Properties.Subjects
open PromptGen.Properties.Tensors
open PromptGen.Tensors
open TorchSharp

/// Padding whose ids are free: all of it, but where positions are counted by the padding id only what stands behind all tokens.
let private free (scene: Scene) (mask: torch.Tensor) =
    match scene.Family.Padding with
    | None -> mask.logical_not()
    | Some _ -> mask.flip(1).cumsum(1).flip(1).logical_not()

/// The same tokens and other padding.
let private repadded (scene: Scene) =
    let input, other = scene.Input, scene.Drawn(scene.Rows.Seed + 3)
    let ids = Tensors.integers (scene.Rows.Seed + 4) scene.Sizes.Vocabulary [ scene.Batch; scene.Tokens ]
    { input with
        Ids = torch.where(free scene input.Mask, ids, input.Ids)
        TokenTypes = torch.where(input.Padding, other.TokenTypes, input.TokenTypes) }

let private tokensOf (input: Batch) (states: States) =
    states |> List.map (fun state -> TensorArithmetic.Filled(state, input.Padding.unsqueeze 2, 0L))

[<Property>]
let ``ids and segments of padding do not reach the tokens, bit for bit`` (scene: Scene) = inScope <| fun () ->
    let subject, input, repadded = scene.Subject, scene.Input, repadded scene
    let prompted = subject.Prompt scene.Prefix
    allSame (tokensOf input (prompted.States input)) (tokensOf input (prompted.States repadded))
    && allSame (tokensOf input (subject.Plain input)) (tokensOf input (subject.Plain repadded))

[<Property>]
let ``ids and segments of padding do not reach the loss over tokens or words, bit for bit`` (TokenHeadScene(scene, head)) = inScope <| fun () ->
    let model, labels = scene.Prompted.With head, scene.Labels head
    same (model.Loss scene.Input labels) (model.Loss (repadded scene) labels)
