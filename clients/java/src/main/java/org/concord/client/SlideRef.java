package org.concord.client;

/** A slide, by name or by id. */
public sealed interface SlideRef {
    record Name(String value) implements SlideRef {}

    record Id(Long value) implements SlideRef {}

    /** As it stands in params. */
    Object value();

    static SlideRef named(String name) {
        return new Name(name);
    }

    static SlideRef id(long id) {
        return new Id(id);
    }
}
