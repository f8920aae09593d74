// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Made-up programs with the names, times, sizes and identities that published transcripts of SymChk show (symchk.md 4.3, 5.2, 5.3), and
 * the packaged {@code symchk} to look at them.
 */
final class ChkBed {
    /** What node.exe of the transcript names. */
    static final UUID NODE = UUID.fromString("5dad4445-5a83-417d-bdb6-be0655ee650d");

    static final String NODE_INDEX = "5DAD44455A83417DBDB6BE0655EE650D1";

    /** The path in its record; the transcript shows its ends only. */
    static final String NODE_PATH = "d:\\jenkins\\workspace\\release\\node.pdb";

    /** What notepad.exe of the transcript names, with age 2. */
    static final UUID NOTEPAD = UUID.fromString("36cfd5f9-888c-4483-b522-b9db242d8478");

    private static final UUID OTHER = new UUID(1, 2);
    private static final int CODE_VIEW_STRIPPED = 0x2222; // IMAGE_FILE_DEBUG_STRIPPED among the usual flags
    private static final int MISC = 4;
    private static final long DATE = 0x37CDB039L;
    private static final long SIZE = 0x62040L;
    private static final long CHECKSUM = 0x0006_6C1AL;

    private final Path folder;

    ChkBed(Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    Path folder() {
        return folder;
    }

    ChkBed file(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    ChkBed text(String name, String... lines) throws IOException {
        return file(name, String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
    }

    ChildProcess.Result run(String... arguments) throws IOException, InterruptedException {
        return Packaged.in(folder).run("symchk", arguments);
    }

    /** A text with the folder's name shortened to DIR. */
    String shown(String text) {
        return text.replace(folder.toString(), "DIR").replace("\r\n", "\n");
    }

    /** The image of the failing transcript of symchk.md 5.3. */
    static byte[] node() {
        return new PeBuilder()
                .imageBase(0x1_4000_0000L)
                .sizeOfImage(11161600)
                .timestamp(0x551b2623L)
                .checksum(0x00aa62c8L)
                .rsds(NODE, 1, NODE_PATH)
                .build();
    }

    /** What it wants. */
    static byte[] nodePdb() {
        return new PdbBuilder().guid(NODE).dbiAge(1).module("node.obj", 0, 100).build();
    }

    static byte[] notepad() {
        return new PeBuilder()
                .imageBase(0x1_0000_0000L)
                .sizeOfImage(217088)
                .timestamp(0x4a5bc9b3L)
                .checksum(0x0003e749L)
                .rsds(NOTEPAD, 2, "notepad.pdb")
                .build();
    }

    /** A PDB without private symbols, as Microsoft's server has it. */
    static byte[] notepadPdb() {
        return new PdbBuilder().guid(NOTEPAD).infoAge(2).dbiAge(2).dbiFlags(2).build();
    }

    /** An image that names a PDB of age 1. */
    static byte[] image(String pdb) {
        return new PeBuilder().rsds(NODE, 1, pdb).build();
    }

    static byte[] pdb(UUID guid, long age) {
        return new PdbBuilder().guid(guid).dbiAge(age).build();
    }

    /** An image with code and nothing else. */
    static byte[] bare() {
        return new PeImageBuilder()
                .section(".text", 0x1000, new byte[] {1}, PeImageBuilder.CODE)
                .build();
    }

    /** An image with resources at most. */
    static byte[] resources() {
        return new PeBuilder().build();
    }

    /** An image whose DBG data was split off. */
    static byte[] split(String dbg) {
        byte[] name = new LittleEndian()
                .u32(1)
                .u32(13 + dbg.length())
                .u32(0)
                .nulTerminated(dbg)
                .toByteArray();
        return new PeBuilder()
                .pe32()
                .code()
                .characteristics(CODE_VIEW_STRIPPED)
                .timestamp(DATE)
                .sizeOfImage(SIZE)
                .checksum(CHECKSUM)
                .debug(MISC, name)
                .build();
    }

    /** What was split off. */
    static byte[] dbg(long timeAfter, long checksumAfter) {
        return new DbgBuilder()
                .timestamp(DATE + timeAfter)
                .sizeOfImage(SIZE)
                .checksum(CHECKSUM + checksumAfter)
                .build();
    }

    /** Seven that fail, two that pass, one that is ignored; symbols in {@code sym}. */
    ChkBed everything() throws IOException {
        file("NetCoreCheck.exe", image("NetCoreCheck.pdb")).file("sym/NetCoreCheck.pdb", pdb(OTHER, 1));
        file("xdp.sys", image("xdp.pdb"));
        file("node.exe", node());
        file("lsasrv.dll", image("lsasrv.pdb")).file("sym/lsasrv.pdb", pdb(NODE, 2));
        file("msisam11.dll", bare());
        file("fullsoft.dll", split("fullsoft.dbg"));
        file("user32.dll", split("user32.dbg")).file("sym/user32.dbg", dbg(0, 1));
        file("notepad.exe", notepad()).file("sym/notepad.pdb", notepadPdb());
        file("gdi32.dll", split("gdi32.dbg")).file("sym/gdi32.dbg", dbg(0, 0));
        return file("msimsg.dll", resources());
    }
}
