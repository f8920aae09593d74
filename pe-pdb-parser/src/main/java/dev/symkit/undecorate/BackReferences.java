// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.TemplateArgument;
import dev.symkit.undecorate.tree.Type;
import org.jspecify.annotations.Nullable;

/** What digits can refer to: the first ten names, types of parameters and template arguments of one level of templates. */
final class BackReferences {
    private static final int MOST = 10;

    private final NamePart[] names = new NamePart[MOST];
    private final Type[] types = new Type[MOST];
    private final TemplateArgument[] arguments = new TemplateArgument[MOST];
    private int nameCount;
    private int typeCount;
    private int argumentCount;

    /** The level around this one, or the next free object. */
    @Nullable
    BackReferences outer;

    void clear() {
        nameCount = 0;
        typeCount = 0;
        argumentCount = 0;
    }

    /** Adds a name, unless it is there already. Templates are compared by what they are, which is cheap and right for real names. */
    void add(NamePart name) {
        if (nameCount == MOST) {
            return;
        }
        if (!(name instanceof NamePart.Template)) {
            for (int i = 0; i < nameCount; i++) {
                if (names[i].equals(name)) {
                    return;
                }
            }
        }
        names[nameCount++] = name;
    }

    void add(Type type) {
        if (typeCount < MOST) {
            types[typeCount++] = type;
        }
    }

    void addArgument(TemplateArgument argument) {
        if (argumentCount < MOST) {
            arguments[argumentCount++] = argument;
        }
    }

    NamePart name(char digit) throws Malformed {
        return names[index(digit, nameCount)];
    }

    Type type(char digit) throws Malformed {
        return types[index(digit, typeCount)];
    }

    TemplateArgument argument(char digit) throws Malformed {
        return arguments[index(digit, argumentCount)];
    }

    private static int index(char digit, int count) throws Malformed {
        int index = digit - '0';
        if (index < 0 || index >= count) {
            throw new Malformed();
        }
        return index;
    }
}
