// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

import java.util.List;

/** A type. */
public sealed interface Type extends TemplateArgument
        permits BasicType,
                Type.Tagged,
                Type.Pointer,
                Type.Array,
                Type.OpenArray,
                Type.Plain,
                Type.Function,
                Type.Wide,
                Type.Custom {
    /** A type that a program defines. */
    record Tagged(TagKind kind, QualifiedName name) implements Type {}

    /** A pointer, a reference, or a type with qualifiers of its own. The target may be a {@link Function}. */
    record Pointer(PointerKind kind, Modifiers modifiers, Type target) implements Type {}

    /** An array; a dimension of 0 is unknown. */
    record Array(List<SignedNumber> dimensions, Type element) implements Type {
        /** Takes a copy of the dimensions. */
        public Array {
            dimensions = List.copyOf(dimensions);
        }
    }

    /** {@code _O}: an array without a bound. */
    record OpenArray(Modifiers modifiers, Type element) implements Type {}

    /** {@code $$B}: a type that is an argument as it is, without decay. */
    record Plain(Type type) implements Type {}

    /**
     * A function.
     *
     * @param qualifiers qualifiers of {@code this}; {@link Modifiers#NONE} for functions without it
     * @param returned return type; {@link BasicType#NONE} for constructors
     * @param parameters parameters; empty if the list is, one {@code void} for {@code (void)}
     * @param variadic whether {@code ...} follows
     */
    record Function(
            Convention convention,
            Modifiers qualifiers,
            Type returned,
            List<Type> parameters,
            boolean variadic,
            Exceptions exceptions)
            implements Type {
        /** Takes a copy of the parameters. */
        public Function {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code _$}: a type marked with {@code __w64}. */
    record Wide(Type type) implements Type {}

    /** A type that has only a name, as {@code <auto>}. */
    record Custom(NamePart name) implements Type {}
}
