// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.Slice;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfPages;
import dev.symkit.format.msf.UnownedRange;
import java.io.IOException;
import java.util.List;

/** Finds content outside of all streams: classes L1 to L3 and L7. Confined to one thread. */
final class PageLeaks {
    private final ByteSource file;
    private final MsfFile msf;
    private final LeakSink sink;
    private final byte[] buffer;

    PageLeaks(ByteSource file, MsfFile msf, LeakSink sink) {
        this.file = file;
        this.msf = msf;
        this.sink = sink;
        this.buffer = new byte[msf.pageSize()];
    }

    void scan(MsfPages pages) throws IOException {
        pages.visitUnowned(this::look);
    }

    private void look(UnownedRange range) throws IOException {
        file.read(range.position(), buffer, 0, range.length());
        if (Zeros.first(buffer, 0, range.length()) == range.length()) {
            return;
        }
        Slice content = Slice.copyOf(buffer, 0, range.length());
        if (range.kind() == UnownedRange.Kind.UNUSED_MAP_PAGE && Zeros.countUnfilled(content.toByteArray()) == 0) {
            return;
        }
        sink.found(new LeakRange(
                type(range.kind()),
                place(range),
                content,
                List.of(new LeakRange.Piece(range.position(), range.length()))));
    }

    private static LeakClass type(UnownedRange.Kind kind) {
        return switch (kind) {
            case FREE_PAGE, OLD_DIRECTORY_PAGE, BEHIND_LAST_PAGE -> LeakClass.FREE_PAGE;
            case STREAM_SLACK -> LeakClass.STREAM_SLACK;
            case HEADER_SLACK, DIRECTORY_SLACK, MAP_SLACK -> LeakClass.DIRECTORY_SLACK;
            case UNUSED_MAP_PAGE -> LeakClass.MAP_PAGE;
        };
    }

    private LeakPlace place(UnownedRange range) throws IOException {
        return range.kind() == UnownedRange.Kind.STREAM_SLACK
                ? new LeakPlace.InStream(
                        range.stream(), msf.stream(range.stream()).size())
                : new LeakPlace.InPage(range.page(), range.position() % msf.pageSize());
    }
}
