module PromptGen.Properties.ShapeLaws

open FsCheck.Xunit
open PromptGen.Properties
open PromptGen.Properties.Tensors

let private shaped (shape: int list) (tensor: TorchSharp.torch.Tensor) =
    List.ofArray tensor.shape = List.map int64 shape && finite tensor

[<Property>]
let ``every hidden state is [B, T, C], one for the embedding, each layer and the end`` (scene: Scene) = inScope <| fun () ->
    let states = scene.Prompted.States scene.Input
    states.Length = scene.Sizes.Layers + 2 && List.forall (shaped [ scene.Batch; scene.Tokens; scene.Sizes.Hidden ]) states

[<Property>]
let ``logits are [B, labels] over rows, [B, T, labels] over tokens and [B, T, V] over words`` (HeadScene(scene, head)) = inScope <| fun () ->
    shaped (scene.LogitsShape head) ((scene.Prompted.With head).Logits scene.Input)

[<Property>]
let ``the loss is one number`` (HeadScene(scene, head)) = inScope <| fun () ->
    shaped [] ((scene.Prompted.With head).Loss scene.Input (scene.Labels head))

[<Property>]
let ``a flat prefix is [P, keys and values of the prompted layers]`` (scene: Scene) = inScope <| fun () ->
    shaped [ scene.Prefix.Length; scene.PromptedLayers.Length * 2 * scene.Sizes.KeyWidth ] (scene.Prompted.Flat())
