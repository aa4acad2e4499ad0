namespace Concord;

/// <summary>What is left out of an answer because it is too close a relative of the query.</summary>
public enum Exclusion
{
    /// <summary>Nothing but the query tile itself.</summary>
    None,

    /// <summary>Every tile of the query's slide.</summary>
    Slide,

    /// <summary>Every tile of the query's case.</summary>
    Case,

    /// <summary>Every tile of the query's patient. The default: sister slides of a patient make results look better than they are.</summary>
    Patient,

    /// <summary>Every tile of the query's centre.</summary>
    Centre,
}
