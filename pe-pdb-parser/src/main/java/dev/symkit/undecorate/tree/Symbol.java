// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

import java.util.List;

/** What a decorated name stands for. */
public sealed interface Symbol {
    /** A function; {@code based} is the base of functions that have one. */
    record Function(QualifiedName name, FunctionClass type, boolean externC, Based based, Type.Function signature)
            implements Symbol {}

    /** A variable; {@code stored} holds its own qualifiers. Static members have an access. */
    record Variable(QualifiedName name, FunctionClass.Access access, boolean externC, Type type, Modifiers stored)
            implements Symbol {}

    /** A table of the compiler, with the bases it is for. */
    record Table(QualifiedName name, Modifiers stored, List<QualifiedName> targets) implements Symbol {
        /** Takes a copy of the targets. */
        public Table {
            targets = List.copyOf(targets);
        }
    }

    /** A symbol of which only the name is known; {@code externC} for functions with C linkage. */
    record Bare(QualifiedName name, boolean externC) implements Symbol {}

    /** A guard variable with the number of its scope. */
    record Guard(QualifiedName name, SignedNumber number) implements Symbol {}

    /** A thunk that calls a virtual function by its place in the table. */
    record VirtualCall(QualifiedName name, SignedNumber offset, Convention convention) implements Symbol {}

    /** A type descriptor of RTTI. */
    record TypeDescriptor(Type type) implements Symbol {}

    /** The name of a type as RTTI stores it, {@code .?A}. */
    record TypeName(Type type) implements Symbol {}

    /**
     * A string literal.
     *
     * @param wide whether its characters are {@code wchar_t}
     * @param size size of the whole string in bytes, its end included
     * @param bytes the bytes that are in the name, one per character; a {@code wchar_t} has its high byte first
     */
    record StringLiteral(boolean wide, SignedNumber size, String bytes) implements Symbol {}

    /** A symbol behind {@code ?@}, as CodeView has them. */
    record CodeView(Symbol symbol) implements Symbol {}

    /** A template and its arguments, without more. */
    record TemplateId(NamePart name) implements Symbol {}

    /** A name that was too long and is a hash now. */
    record Hashed(String text) implements Symbol {}
}
