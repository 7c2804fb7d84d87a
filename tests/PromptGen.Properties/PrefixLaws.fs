module PromptGen.Properties.PrefixLaws

open FsCheck.Xunit
open PromptGen.Properties
open PromptGen.Properties.Tensors

[<Property>]
let ``below the first prompted layer is the plain encoder at the same positions, bit for bit`` (DeepScene scene) = inScope <| fun () ->
    let subject, input = scene.Subject, scene.Input
    let below = List.take (scene.PromptedLayers.Head + 1)
    allSame (below ((subject.Prompt scene.Prefix).States input)) (below (subject.Moved scene.Prefix.Length input))

[<Property>]
let ``the first prompted layer is not the plain encoder's`` (scene: Scene) = inScope <| fun () ->
    let subject, input, first = scene.Subject, scene.Input, scene.PromptedLayers.Head + 1
    let prompted, moved = (subject.Prompt scene.Prefix).States input, subject.Moved scene.Prefix.Length input
    not (same prompted[first] moved[first])

// In float64, where rounding is far from what a misplaced slot would do.
[<Property>]
let ``the order of prefix slots changes nothing`` (Reordering(scene, order)) = inScope <| fun () ->
    let prompted, input = inDouble (fun () -> scene.Prompted), scene.Input
    let states = prompted.States input
    prompted.Reorder order
    List.forall2 (fun a b -> distance a b < 1e-11) (prompted.States input) states

[<Property>]
let ``an MLP prefix and its collapse are the same, bit for bit`` (MlpScene scene) = inScope <| fun () ->
    let prompted, input = scene.Prompted, scene.Input
    allSame (prompted.States input) ((prompted.Collapsed()).States input)
