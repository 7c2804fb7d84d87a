namespace PromptGen.Properties

open System
open FsCheck
open FsCheck.FSharp

/// One edit of a file; places are shares of its length.
type Edit =
    | Put of place: float * byte
    | Insert of place: float * byte
    | Cut of place: float
    | Digit of place: float * char

module Edits =
    let private byte = Gen.choose (0, 255) |> Gen.map byte

    let some =
        let place = Gen.choose (0, 9999) |> Gen.map (fun n -> float n / 10000.0)
        let edit =
            Gen.oneof
                [ Gen.map2 (fun place value -> Put(place, value)) place byte
                  Gen.map2 (fun place value -> Insert(place, value)) place byte
                  Gen.map Cut place
                  Gen.map2 (fun place digit -> Digit(place, digit)) place (Gen.elements [ '0' .. '9' ]) ]
        Gen.choose (1, 4) |> Gen.bind (fun n -> Gen.listOfLength n edit)

    /// Any bytes.
    let noise = Gen.choose (0, 60) |> Gen.bind (fun n -> Gen.arrayOfLength n byte)

    let private edited (bytes: byte[]) edit =
        let at (place: float) (most: int) = int (place * float most)
        match edit with
        | Put(place, value) when bytes.Length > 0 -> Array.updateAt (at place bytes.Length) value bytes
        | Insert(place, value) -> Array.insertAt (at place (bytes.Length + 1)) value bytes
        | Cut place -> Array.truncate (at place bytes.Length) bytes
        | Digit(place, digit) ->
            // Shapes and offsets are where a file has digits.
            match [| for i, value in Array.indexed bytes do if Char.IsAsciiDigit(char value) then i |] with
            | [||] -> bytes
            | digits -> Array.updateAt digits[at place digits.Length] (Operators.byte digit) bytes
        | Put _ -> bytes

    let apply (edits: Edit list) (bytes: byte[]) = List.fold edited bytes edits
