// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.msf.StreamContent;
import dev.symkit.format.pdb.StringTableBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;

/**
 * Writes a DBI stream without anything private: modules without files, lines and edit and continue, contributions without checksums. The
 * layout is that of {@link DbiStream}; contributions have the form of Visual C++ 6 and later. All padding is zero.
 *
 * <p>Contributions are read when they are written, so that their number needs no memory. Confined to one thread.
 */
public final class DbiWriter implements StreamContent {
    private static final int NO_STREAM = 0xFFFF;
    private static final long CONTRIBUTIONS = 0xF12EBA2DL;
    private static final int PART = 1 << 16;

    private final DbiStream contributions;
    private final long contributionBytes;
    private final LittleEndianWriter head;
    private final LittleEndianWriter tail = new LittleEndianWriter();

    /**
     * A module as it is written.
     *
     * @param source what it was
     * @param stream its stream, empty if it has none
     * @param symbolBytes bytes of symbols there, with the signature
     */
    public record Module(DbiModule source, OptionalInt stream, long symbolBytes) {}

    /**
     * What the stream is to hold.
     *
     * @param fields values of the header
     * @param modules the modules
     * @param sectionMap the section map
     * @param debugStreams the debug header: numbers of streams, -1 for none
     * @param contributions the stream to take the contributions from
     */
    public record Plan(
            DbiFields fields,
            List<Module> modules,
            List<SectionMapEntry> sectionMap,
            List<Integer> debugStreams,
            DbiStream contributions) {}

    /** Prepares to write. */
    public DbiWriter(Plan plan) throws IOException {
        contributions = plan.contributions();
        long count = 0;
        for (ContributionWalk walk = contributions.contributions(); walk.next(); ) {
            count++;
        }
        contributionBytes = 4 + count * Contribution.Shape.SC.bytes();
        LittleEndianWriter modules = new LittleEndianWriter();
        plan.modules().forEach(module -> encode(module, modules));
        int sectionMap = encode(plan.sectionMap());
        int fileInfo = fileInfo(plan.modules().size());
        int beforeNames = tail.size();
        new StringTableBuilder().encode(tail);
        int ecNames = tail.size() - beforeNames;
        plan.debugStreams().forEach(tail::u16);
        head = header(plan.fields());
        head.u32(modules.size()).u32(contributionBytes).u32(sectionMap).u32(fileInfo);
        head.u32(0).u32(0).u32(plan.debugStreams().size() * 2L).u32(ecNames);
        head.u16(plan.fields().flags()).u16(plan.fields().machine()).u32(0);
        head.bytes(modules);
    }

    private static LittleEndianWriter header(DbiFields fields) {
        LittleEndianWriter header = new LittleEndianWriter();
        header.u32(-1).u32(fields.version()).u32(fields.age());
        header.u16(fields.globals()).u16(fields.build());
        header.u16(fields.publics()).u16(fields.dllBuild());
        return header.u16(fields.symbols()).u16(fields.dllRevision());
    }

    private static void encode(Module module, LittleEndianWriter out) {
        DbiModule source = module.source();
        Contribution first = source.first();
        out.u32(0).u16(first.section()).u16(0).u32(first.offset()).u32(first.size());
        out.u32(first.characteristics()).u16(first.module()).u16(0).u32(0).u32(0);
        out.u16(source.flags()).u16(module.stream().orElse(NO_STREAM)).u32(module.symbolBytes());
        out.u32(0).u32(0).u16(0).u16(0).u32(0).u32(0).u32(0);
        out.nulTerminated(source.name()).nulTerminated(source.objectFile()).align();
    }

    private int encode(List<SectionMapEntry> map) {
        if (map.isEmpty()) {
            return 0;
        }
        int start = tail.size();
        tail.u16(map.size()).u16(map.size());
        for (SectionMapEntry entry : map) {
            tail.u16(entry.flags()).u16(entry.overlay()).u16(entry.group()).u16(entry.frame());
            tail.u16(NO_STREAM).u16(NO_STREAM).u32(entry.offset()).u32(entry.size());
        }
        return tail.size() - start;
    }

    /** For each module a zero where its files would start, and another for their number. */
    private int fileInfo(int modules) {
        int start = tail.size();
        tail.u16(modules).u16(0).zeros(modules * 4);
        return tail.size() - start;
    }

    @Override
    public long size() {
        return head.size() + contributionBytes + tail.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        head.writeTo(out);
        LittleEndianWriter part = new LittleEndianWriter().u32(CONTRIBUTIONS);
        for (ContributionWalk walk = contributions.contributions(); walk.next(); ) {
            part.u16(walk.section()).u16(0).u32(walk.offset()).u32(walk.size());
            part.u32(walk.characteristics()).u16(walk.module()).u16(0).zeros(8);
            if (part.size() >= PART) {
                part.writeTo(out);
                part.clear();
            }
        }
        part.writeTo(out);
        tail.writeTo(out);
    }
}
