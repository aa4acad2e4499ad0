namespace Concord;

/// <summary>How two vectors of a space are compared.</summary>
public enum Metric
{
    /// <summary>Squared Euclidean distance, as FAISS reports it; smaller is nearer. The seed study's choice.</summary>
    L2,

    /// <summary>1 − cosine similarity of vectors scaled to unit length when they are stored; 0 is the same direction, 2 the opposite.
    /// Taken as half the squared distance of the unit vectors; a vector of zeros, which has no direction, lies 0.5 from every other.</summary>
    Cosine,
}
