// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

import java.util.List;

/** An argument of a template: a type or one of the values here. */
public sealed interface TemplateArgument
        permits Type,
                TemplateArgument.IntegerValue,
                TemplateArgument.RealValue,
                TemplateArgument.Address,
                TemplateArgument.Tuple,
                TemplateArgument.Parameter,
                TemplateArgument.Named,
                TemplateArgument.ObjectValue,
                TemplateArgument.Pack {
    /** {@code $0}: an integer. */
    record IntegerValue(SignedNumber value) implements TemplateArgument {}

    /** {@code $2}: a real number, decimal digits and decimal exponent. */
    record RealValue(SignedNumber mantissa, SignedNumber exponent) implements TemplateArgument {}

    /** {@code $1} and {@code $E}: address of a symbol, or a reference to it. */
    record Address(Symbol symbol, boolean reference) implements TemplateArgument {}

    /** {@code $F} to {@code $J}: a pointer to member in full. The symbol is there for {@code $H} to {@code $J}, else the list is empty. */
    record Tuple(List<Symbol> symbol, List<SignedNumber> numbers) implements TemplateArgument {
        /** Takes copies. */
        public Tuple {
            symbol = List.copyOf(symbol);
            numbers = List.copyOf(numbers);
        }
    }

    /** A parameter of an enclosing template; the text is what Microsoft prints before the number. */
    record Parameter(String text, SignedNumber number) implements TemplateArgument {}

    /** {@code $R}: a value known by a name. */
    record Named(NamePart name) implements TemplateArgument {}

    /** {@code $2} with a type: an object of a class with its members. */
    record ObjectValue(Type type, List<TemplateArgument> members) implements TemplateArgument {
        /** Takes a copy of the members. */
        public ObjectValue {
            members = List.copyOf(members);
        }
    }

    /** An empty parameter pack or the end of one; prints nothing. */
    record Pack() implements TemplateArgument {
        /** The only value. */
        public static final Pack EMPTY = new Pack();
    }
}
