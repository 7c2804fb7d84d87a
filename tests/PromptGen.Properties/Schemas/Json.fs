namespace PromptGen.Properties.Schemas

open System.Text.Json

type Json =
    | Nothing
    | Text of string
    | Number of string
    | Flag of bool
    | List of Json list
    | Members of (string * Json) list

    member json.Write() : string =
        let joined (parts: string list) = String.concat ", " parts
        match json with
        | Nothing -> "null"
        | Text text -> JsonSerializer.Serialize text
        | Number digits -> digits
        | Flag flag -> if flag then "true" else "false"
        | List items -> "[" + joined [ for item in items -> item.Write() ] + "]"
        | Members members -> "{ " + joined [ for name, value in members -> $"{JsonSerializer.Serialize name}: {value.Write()}" ] + " }"

module Json =
    let number (value: int) = Number(string value)

    /// A member where there is a value for it.
    let optional (name: string) (value: 'a option) (json: 'a -> Json) = [ for given in Option.toList value -> name, json given ]
