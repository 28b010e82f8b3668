// Callers that cost next to nothing: they send sound that was encoded before and decode none.
//
// Run with the address of the page and a file of Opus packets, and told what to do line by line:
// "call" makes one more call, which asks the question again and again; "complete" lets each of
// them ask as many times more as the line says, after which all that was heard since is printed
// as one line of JSON; the end of the input hangs up.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
)

func main() {
	lksdk.SetLogger(logger.GetDiscardLogger())
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Println("in vain:", err)
		os.Exit(1)
	}
}

func run(address, file string) error {
	question, err := packets(file)
	if err != nil {
		return err
	}
	callers := []*caller{}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		command, count, _ := strings.Cut(lines.Text(), " ")
		switch command {
		case "call":
			one, err := dial(address, question)
			if err != nil {
				return err
			}
			callers = append(callers, one)
			fmt.Println("answered")
		case "complete":
			turns, err := strconv.Atoi(count)
			if err != nil {
				return err
			}
			if err := json.NewEncoder(os.Stdout).Encode(complete(callers, turns)); err != nil {
				return err
			}
		}
	}
	for _, one := range callers {
		one.room.Disconnect()
	}
	return nil
}

// complete waits until each caller has asked as often, and gives what each heard meanwhile.
func complete(callers []*caller, turns int) [][]arrival {
	for _, one := range callers {
		one.ask(turns)
	}
	heard := make([][]arrival, len(callers))
	var all sync.WaitGroup
	for number, one := range callers {
		all.Go(func() { heard[number] = one.finish() })
	}
	all.Wait()
	return heard
}
