// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclFileAttributeView;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives new files and directories of a store the mode and group of its root (on Windows the access list a file made in
 * the root would inherit), because a rename keeps what a file got in the staging directory. Never world-writable.
 *
 * <p>Source: symbol-store-format 8.6 (our choice). Immutable.
 */
final class LocalPermissions {
    private static final int FILE_BITS = 0664;
    private static final int DIRECTORY_BITS = 02775;
    private static final int SET_GROUP_ID = 02000;

    private final int fileMode;
    private final int directoryMode;
    private final int group;
    private final List<AclEntry> fileAcl;

    private LocalPermissions(int fileMode, int directoryMode, int group, List<AclEntry> fileAcl) {
        this.fileMode = fileMode;
        this.directoryMode = directoryMode;
        this.group = group;
        this.fileAcl = List.copyOf(fileAcl);
    }

    /** What the root of a store asks for; {@code admin} is the directory files are staged below. */
    static LocalPermissions of(Path root, Path admin) throws IOException {
        if (isUnix(root)) {
            Map<String, Object> attributes = Files.readAttributes(root, "unix:mode,gid");
            int mode = number(attributes, "mode");
            int gid = (mode & SET_GROUP_ID) != 0 ? number(attributes, "gid") : -1;
            return new LocalPermissions((mode & FILE_BITS) | 0600, (mode & DIRECTORY_BITS) | 0700, gid, List.of());
        }
        return new LocalPermissions(-1, -1, -1, inheritedAcl(root, admin));
    }

    /** Applies the mode, group or access list of a file where they differ. */
    void applyToFile(Path file) throws IOException {
        if (fileMode >= 0) {
            applyUnix(file, fileMode, group);
        } else if (!fileAcl.isEmpty()) {
            Files.getFileAttributeView(file, AclFileAttributeView.class).setAcl(fileAcl);
        }
    }

    /** Applies the mode of a directory where it differs; its group and access list come from its parent. */
    void applyToDirectory(Path directory) throws IOException {
        if (directoryMode >= 0) {
            applyUnix(directory, directoryMode, -1);
        }
    }

    private static void applyUnix(Path path, int wantedMode, int wantedGroup) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,gid");
        if (wantedGroup >= 0 && number(attributes, "gid") != wantedGroup) {
            Files.setAttribute(path, "unix:gid", wantedGroup); // first: it may clear mode bits
        }
        int mode = number(attributes, "mode") & 07777;
        if ((mode | (wantedMode & SET_GROUP_ID)) != mode || (mode & 0777) != (wantedMode & 0777)) {
            Files.setAttribute(path, "unix:mode", (mode & 07000) | wantedMode);
        }
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer value ? value : -1;
    }

    private static boolean isUnix(Path path) {
        return path.getFileSystem() == FileSystems.getDefault()
                && path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static List<AclEntry> inheritedAcl(Path root, Path admin) throws IOException {
        AclFileAttributeView ofRoot = Files.getFileAttributeView(root, AclFileAttributeView.class);
        AclFileAttributeView ofAdmin = Files.getFileAttributeView(admin, AclFileAttributeView.class);
        if (ofRoot == null || ofAdmin == null || inheritable(ofRoot.getAcl()).equals(inheritable(ofAdmin.getAcl()))) {
            return List.of();
        }
        return inheritable(ofRoot.getAcl());
    }

    private static List<AclEntry> inheritable(List<AclEntry> acl) {
        Set<AclEntryFlag> none = EnumSet.noneOf(AclEntryFlag.class);
        return acl.stream()
                .filter(entry -> entry.flags().contains(AclEntryFlag.FILE_INHERIT))
                .map(entry -> AclEntry.newBuilder(entry).setFlags(none).build())
                .toList();
    }
}
