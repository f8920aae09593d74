// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the blocks of a version resource: four levels, each with a loop of its own. */
final class VersionBlocks {
    private static final int MAX_STRINGS = 1 << 14;

    /** One block whose key was read; {@code content} holds the value and the children. */
    private record Block(String key, int valueLength, boolean text, ByteCursor content) {}

    private VersionBlocks() {}

    static VersionInfo decode(ByteCursor in) throws FormatException {
        FormatException wrong = in.error(FormatException.Kind.BAD_VALUE, "no VS_VERSION_INFO block");
        Block root = next(in);
        if (!root.key().equals("VS_VERSION_INFO")) {
            throw wrong;
        }
        ByteCursor content = root.content();
        Optional<VersionInfo.Fixed> fixed = Optional.empty();
        if (root.valueLength() >= VersionInfo.Fixed.SIZE && content.remaining() >= root.valueLength()) {
            fixed = VersionInfo.Fixed.decode(content.slice(root.valueLength()));
        } else {
            content.skip(Math.min(root.valueLength(), content.remaining()));
        }
        List<VersionInfo.Text> strings = new ArrayList<>();
        while (hasNext(content)) {
            Block info = next(content);
            if (info.key().equals("StringFileInfo")) {
                tables(info.content(), strings);
            }
        }
        return new VersionInfo(fixed, strings);
    }

    private static void tables(ByteCursor in, List<VersionInfo.Text> strings) throws FormatException {
        while (hasNext(in)) {
            Block table = next(in);
            while (hasNext(table.content())) {
                Block text = next(table.content());
                if (strings.size() >= MAX_STRINGS) {
                    throw in.error(FormatException.Kind.LIMIT, "more than " + MAX_STRINGS + " texts");
                }
                strings.add(new VersionInfo.Text(table.key(), text.key(), value(text)));
            }
        }
    }

    /** The value's length is in characters, but some compilers write bytes: the NUL or the end of the block decides. */
    private static String value(Block block) throws FormatException {
        ByteCursor in = block.content();
        long bytes = Math.min(block.text() ? 2L * block.valueLength() : block.valueLength(), in.remaining());
        String value = new String(in.bytes((int) bytes & ~1), UTF_16LE);
        int end = value.indexOf('\0');
        return end < 0 ? value : value.substring(0, end);
    }

    /** Passes over padding; a zero length ends the list. */
    private static boolean hasNext(ByteCursor in) throws FormatException {
        in.skip(Math.min(-in.position() & 3, in.remaining()));
        return in.remaining() >= 8;
    }

    private static Block next(ByteCursor in) throws FormatException {
        FormatException wrong = in.error(FormatException.Kind.BAD_VALUE, "a block's length is out of range");
        int before = in.remaining();
        int length = in.u16();
        if (length == 0) {
            in.skip(in.remaining());
            return new Block("", 0, false, in);
        }
        if (length < 6 || length > before) {
            throw wrong;
        }
        int valueLength = in.u16();
        boolean text = in.u16() == 1;
        ByteCursor rest = in.slice(length - 6);
        StringBuilder key = new StringBuilder();
        while (rest.remaining() >= 2) {
            char next = (char) rest.u16();
            if (next == 0) {
                break;
            }
            key.append(next);
        }
        // Padding counts from the start of the block, whose first six bytes are not in this window.
        rest.skip(Math.min(-(rest.position() + 6) & 3, rest.remaining()));
        ByteCursor content = rest.slice(rest.remaining());
        return new Block(key.toString(), valueLength, text, content);
    }
}
