module PromptGen.Properties.PaddingLaws

open FsCheck.Xunit
open PromptGen.Encoders
open PromptGen.Properties
open PromptGen.Properties.Tensors
open TorchSharp

/// Padding whose ids are free: all of it, but where positions are counted by the padding id only what stands behind all tokens.
let private free (scene: Scene) (mask: torch.Tensor) =
    match scene.Family.Padding with
    | None -> mask.logical_not()
    | Some _ -> mask.flip(1).cumsum(1).flip(1).logical_not()

/// The same tokens and other padding.
let private repadded (scene: Scene) =
    let input, other = scene.Input, scene.Drawn(scene.Rows.Seed + 3)
    let free = free scene input.Mask
    let ids = Tensors.integers (scene.Rows.Seed + 4) scene.Sizes.Vocabulary [ scene.Batch; scene.Tokens ]
    new TokenInput(torch.where(free, ids, input.Ids), input.Mask, torch.where(input.Mask.logical_not(), other.TokenTypes, input.TokenTypes))

let private tokensOf (input: TokenInput) (states: torch.Tensor list) =
    states |> List.map (fun state -> state.masked_fill(input.Mask.logical_not().unsqueeze(2), (0).ToScalar()))

[<Property>]
let ``ids and segments of padding do not reach the tokens, bit for bit`` (scene: Scene) = inScope <| fun () ->
    let subject, input, repadded = scene.Subject, scene.Input, repadded scene
    let prompted = subject.Prompt scene.Prefix
    allSame (tokensOf input (prompted.States input)) (tokensOf input (prompted.States repadded))
    && allSame (tokensOf input (subject.Plain input)) (tokensOf input (subject.Plain repadded))

[<Property>]
let ``ids and segments of padding do not reach the loss over tokens, bit for bit`` (HeadScene(scene, head)) = inScope <| fun () ->
    let model = scene.Prompted.With { head with Kind = OnTokens; Labels = head.Labels + 1 }
    let labels = scene.Labels { head with Kind = OnTokens }
    same (model.Loss scene.Input labels) (model.Loss (repadded scene) labels)
