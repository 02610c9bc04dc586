// Command interop is opamp-go as a program that a test drives: its client, its server, and the
// certificates that both need. One JSON object a line goes in, one comes out.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: interop client | server | certificates FOLDER"))
	}
	var err error
	switch os.Args[1] {
	case "client":
		err = runClient(stdLines())
	case "server":
		err = runServer(stdLines())
	case "certificates":
		err = makeCertificates(os.Args[2])
	default:
		err = fmt.Errorf("there is no %q", os.Args[1])
	}
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
