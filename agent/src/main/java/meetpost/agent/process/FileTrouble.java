package meetpost.agent.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What a failure of a file means, in words: Java's own message is often its name and no more. */
public final class FileTrouble {

    private FileTrouble() {}

    /** One line that names the thing. */
    public static String text(IOException failure) {
        if (failure instanceof FileSystemException one && one.getReason() == null) {
            return one.getFile() + what(one);
        }
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    private static String what(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return " may not be read or written by user " + System.getProperty("user.name");
        }
        if (failure instanceof NoSuchFileException) {
            return " is not there";
        }
        return failure instanceof NotDirectoryException
                ? " is no directory"
                : " cannot be used: " + failure.getClass().getSimpleName();
    }
}
