package meetpost.drivers.pi4j;

import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import meetpost.drivers.bus.BusException;

/**
 * A program that nobody can have exchanged but root and the user that we are: it, its directory and
 * all above it belong to one of the two, and no other may write them. Where a directory further up
 * is sticky, as {@code /tmp} is, who may write it cannot exchange what is another's.
 *
 * @param path without symbolic links
 */
record TrustedFile(Path path) {

    private static final int OTHERS_WRITE = 022;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    /**
     * Looks at it as it is now.
     *
     * @param user whose program it may be, besides root's
     * @throws BusException if it is not there or not to be trusted, in words
     */
    static TrustedFile of(Path file, int user) throws BusException {
        try {
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real)) {
                throw new BusException(NO_ANSWER, file + " is no file, expected a program");
            }
            if (!Files.isExecutable(real)) {
                throw new BusException(
                        PERMISSION, "we may not execute %s; chmod a+x %s".formatted(real, real));
            }
            check(real, user, false);
            boolean own = true;
            for (Path above = real.getParent(); above != null; above = above.getParent()) {
                check(above, user, !own);
                own = false;
            }
            return new TrustedFile(real);
        } catch (NoSuchFileException e) {
            throw new BusException(NO_ANSWER, "there is no " + file, e);
        } catch (AccessDeniedException e) {
            throw new BusException(PERMISSION, "we may not look at " + e.getFile(), e);
        } catch (BusException e) {
            throw e;
        } catch (IOException e) {
            throw new BusException(NO_ANSWER, file + ": " + e.getMessage(), e);
        }
    }

    private static void check(Path path, int user, boolean mayBeSticky) throws IOException {
        int owner = (Integer) Files.getAttribute(path, "unix:uid");
        int mode = (Integer) Files.getAttribute(path, "unix:mode");
        if (owner != ROOT && owner != user) {
            throw new BusException(
                    PERMISSION,
                    "%s belongs to user %s, expected root or user %s; sudo chown root %s"
                            .formatted(path, owner, user, path));
        }
        boolean sticky = mayBeSticky && (mode & STICKY) != 0;
        if ((mode & OTHERS_WRITE) != 0 && !sticky) {
            throw new BusException(
                    PERMISSION,
                    String.format(
                            Locale.ROOT,
                            "others than its owner may write %s (mode %03o); sudo chmod go-w %s",
                            path,
                            mode & 0777,
                            path));
        }
    }
}
