module PromptGen.Properties.PlainEncoderLaws

open FsCheck.Xunit
open PromptGen.Properties
open PromptGen.Properties.Tensors

[<Property>]
let ``without a prefix a prompted encoder is the plain encoder, bit for bit`` (scene: Scene) = inScope <| fun () ->
    let subject, input = scene.Subject, scene.Input
    allSame (subject.Plain input) (subject.Parts 0 input)

[<Property>]
let ``tokens moved without a prefix are the plain encoder at those positions, bit for bit`` (scene: Scene) = inScope <| fun () ->
    let subject, input = scene.Subject, scene.Input
    allSame (subject.Moved scene.Prefix.Length input) (subject.Parts scene.Prefix.Length input)
