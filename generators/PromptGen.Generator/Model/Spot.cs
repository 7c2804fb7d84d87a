using System;
using PromptGen.Generator.Reading;

namespace PromptGen.Generator.Model;

/// <summary>Where a part of the model was written. All spots are equal, so that moving a line regenerates nothing.</summary>
internal readonly struct Spot(Place place) : IEquatable<Spot>
{
    public Place Place { get; } = place;

    /// <summary>Whether it is no place of a schema.</summary>
    public bool IsNowhere => Place.File is null;

    public bool Equals(Spot other) => true;

    public override bool Equals(object? obj) => obj is Spot;

    public override int GetHashCode() => 0;

    public static implicit operator Spot(Place place) => new(place);
}
